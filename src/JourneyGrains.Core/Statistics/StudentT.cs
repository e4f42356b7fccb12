namespace JourneyGrains.Core.Statistics;

/// <summary>Student's t distribution, by the incomplete beta function (Press et al., Numerical Recipes, 6.1, 6.4).</summary>
public static class StudentT
{
    /// <summary>How many standard errors to each side hold 95 %.</summary>
    /// <param name="freedom">Degrees of freedom, above 0; they need not be whole.</param>
    public static double T95(double freedom)
    {
        var (low, high) = (0.0, 1.0);
        while (TwoSided(high, freedom) > 0.05)
        {
            high *= 2;
        }

        for (var halved = 0; halved < 100; halved++)
        {
            var middle = (low + high) / 2;
            (low, high) = TwoSided(middle, freedom) > 0.05 ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>How likely it is to be at least so far from 0, to either side.</summary>
    public static double TwoSided(double t, double freedom) => Beta(freedom / (freedom + (t * t)), freedom / 2, 0.5);

    /// <summary>The regularised incomplete beta function.</summary>
    private static double Beta(double x, double a, double b)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    /// <summary>The continued fraction of the incomplete beta function, by Lentz's method.</summary>
    private static double Fraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        var c = 1.0;
        var d = 1 / Away(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m <= 10_000; m++)
        {
            Step(m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m))));
            var change = Step(-(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1)));
            if (Math.Abs(change - 1) < 1e-15)
            {
                break;
            }
        }

        return h;

        double Step(double factor)
        {
            d = 1 / Away(1 + (factor * d));
            c = Away(1 + (factor / c));
            h *= d * c;
            return d * c;
        }

        static double Away(double number) => Math.Abs(number) < Tiny ? Tiny : number;
    }

    /// <summary>Lanczos' approximation, for numbers above 0.</summary>
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> coefficients =
        [
            57.1562356658629235, -59.5979603554754912, 14.1360979747417471, -0.491913816097620199, 0.339946499848118887e-4,
            0.465236289270485756e-4, -0.983744753048795646e-4, 0.158088703224912494e-3, -0.210264441724104883e-3, 0.217439618115212643e-3,
            -0.164318106536763890e-3, 0.844182239838527433e-4, -0.261908384015814087e-4, 0.368991826595316234e-5,
        ];
        var sum = 0.999999999999997092;
        for (var at = 0; at < coefficients.Length; at++)
        {
            sum += coefficients[at] / (x + at + 1);
        }

        var shifted = x + 5.24218750000000000;
        return ((x + 0.5) * Math.Log(shifted)) - shifted + Math.Log(2.5066282746310005 * sum / x);
    }
}
