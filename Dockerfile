# The silo, with the command line beside it.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish silo/JourneyGrains.Silo.csproj -c Release -o /app/silo \
 && dotnet publish client/JourneyGrains.CommandLine.csproj -c Release -o /app/client

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
RUN printf '#!/bin/sh\nexec dotnet /app/client/journeygrains.dll "$@"\n' > /usr/local/bin/journeygrains \
 && chmod 755 /usr/local/bin/journeygrains \
 && mkdir /data && chown $APP_UID /data
# The images of .NET bring an account without rights, "app"; APP_UID is its number.
USER $APP_UID
# More memory between two collections: a seventh less CPU at full speed, for some 500 MB more on two cores.
ENV DOTNET_GCgen0size=0x10000000
WORKDIR /data
VOLUME /data
EXPOSE 5080 11111 30000
ENTRYPOINT ["dotnet", "/app/silo/JourneyGrains.Silo.dll"]
