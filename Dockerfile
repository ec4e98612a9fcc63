# syntax=docker/dockerfile:1
# One file for all services: docker build --build-arg SERVICE=messaging-service -t parley/messaging-service .
# Stages: build (all jars, shared by all images), train (one service's ahead-of-time cache), the image.

FROM eclipse-temurin:25-jdk AS build
RUN apt-get update && apt-get install -y --no-install-recommends curl maven procps && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -q install -DskipTests

FROM build AS train
ARG SERVICE
# Taken apart, because only a plain class path starts from an ahead-of-time cache, and because libraries change less often.
RUN mkdir /app && cp "$SERVICE"/target/"$SERVICE"-*-app.jar /app.jar \
 && java -Djarmode=tools -jar /app.jar extract --layers --destination /layers \
 && cp -a /layers/*/. /app/ && mv /app/app.jar /app/service.jar
# The cache is trained on a start against real servers, those of ./parley. AOT=false leaves it out: the image starts more slowly.
ARG AOT=true
RUN --mount=type=cache,target=/root/.m2 deploy/docker/train.sh "$SERVICE" "$AOT"

FROM eclipse-temurin:25-jre
ARG SERVICE
LABEL org.opencontainers.image.title="parley-$SERVICE" org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin parley \
 && mkdir -p /var/lib/parley/media && chown -R 10001:10001 /var/lib/parley
COPY --from=train /app/lib /app/lib
COPY --from=train /app/service.jar /app/service.aot* /app/
COPY deploy/docker/run.sh deploy/docker/healthy.sh /app/
USER 10001:10001
WORKDIR /app
# Nothing is written but to /tmp and, by messaging-service, to the media store: run it with a read-only file system.
ENV SERVER_ADDRESS=0.0.0.0 METRICS_ADDRESS=0.0.0.0 METRICS_PORT=9464 LOG_FORMAT=ecs JAVA_OPTIONS=""
HEALTHCHECK --interval=5s --timeout=3s --start-period=90s --retries=6 CMD ["/app/healthy.sh"]
ENTRYPOINT ["/app/run.sh"]
