package io.parley.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends spans over OTLP/HTTP, in batches and beside the work: what does not fit the queue is dropped, nobody waits. */
final class Export {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration GATHER = Duration.ofSeconds(1);
    private static final int LONGEST_ATTRIBUTE = 256;
    private static final int MOST_ATTRIBUTES = 32;

    private Export() {}

    static Tracing of(TracingProperties properties, String service) {
        var headers = properties.headersByName();
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(properties.endpoint() + "/v1/traces")
                .setHeaders(() -> headers)
                .setTimeout(TIMEOUT)
                .setMeterProvider(MeterProvider.noop())
                .build();
        var batches =
                BatchSpanProcessor.builder(exporter).setScheduleDelay(GATHER).build();
        return to(batches, properties.ratio(), service);
    }

    static Tracing to(SpanProcessor processor, double ratio, String service) {
        var name = Attributes.of(
                AttributeKey.stringKey("service.name"), service, AttributeKey.stringKey("service.namespace"), "parley");
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(name)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxNumberOfAttributes(MOST_ATTRIBUTES)
                        .setMaxAttributeValueLength(LONGEST_ATTRIBUTE)
                        .build())
                .addSpanProcessor(processor)
                .build();
        return new Tracing(
                provider.get("io.parley"), () -> provider.shutdown().join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    }
}
