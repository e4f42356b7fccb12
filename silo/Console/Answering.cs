using Orleans.Runtime;

namespace JourneyGrains.Silo.OperatorConsole;

/// <summary>Answers are never kept by a browser, and a silo that cannot answer says so instead of breaking off.</summary>
internal sealed partial class Answering(ILogger<Answering> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            NotAnswered(error);
            return Results.Json(new Refusal("The silo did not answer in time; its log says why."), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A question of the console was not answered.")]
    private partial void NotAnswered(Exception error);
}
