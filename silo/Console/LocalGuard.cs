namespace JourneyGrains.Silo.OperatorConsole;

/// <summary>
/// Keeps other web sites from reading a silo through an operator's browser. Answers are for pages of the same origin, may not be framed,
/// and only for a host that is this machine: a site whose name was made to point here (DNS rebinding) still sends its own name.
/// Only GET and HEAD: nothing served here changes anything.
/// </summary>
internal static class LocalGuard
{
    private static readonly HashSet<string> Local = new(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "[::1]" };

    /// <param name="open">Other machines may ask (JourneyGrains:HttpOpen), so any host name is taken.</param>
    public static void UseLocalGuard(this IApplicationBuilder app, bool open) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";

        if (!open && !Local.Contains(context.Request.Host.Host))
        {
            return RefuseAsync(
                context,
                StatusCodes.Status421MisdirectedRequest,
                "This silo answers to localhost only. To reach it from other machines put an authenticating proxy before it and set "
                + "JourneyGrains:HttpOpen to true.");
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            headers.Allow = "GET, HEAD";
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "Nothing can be changed here; only GET is answered.");
        }

        return next(context);
    });

    private static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason, context.RequestAborted);
    }
}
