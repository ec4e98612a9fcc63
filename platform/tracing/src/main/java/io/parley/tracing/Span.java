package io.parley.tracing;

import io.opentelemetry.api.trace.StatusCode;

/** A piece of work with a beginning and an end. What is said of it must name nobody: no phone number, no text, no secret. */
public final class Span {

    private final io.opentelemetry.api.trace.Span span;
    private final String name;

    Span(io.opentelemetry.api.trace.Span span, String name) {
        this.span = span;
        this.name = name;
    }

    /** Returns what work that follows from this one gives as its parent. */
    public String traceparent() {
        var context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    /** Whether anybody will see it. */
    public boolean isSampled() {
        return span.getSpanContext().isSampled();
    }

    /** Says which of the routes that there are a request took; never its path, which may name somebody. */
    public Span route(String route) {
        span.updateName(name + " " + route);
        return tag("http.route", route);
    }

    public Span tag(String key, String value) {
        span.setAttribute(key, value);
        return this;
    }

    public Span tag(String key, long value) {
        span.setAttribute(key, value);
        return this;
    }

    /** Says that the work did not succeed, and by what kind of thing. */
    public Span fail(String type) {
        span.setAttribute("error.type", type);
        span.setStatus(StatusCode.ERROR);
        return this;
    }

    public void end() {
        span.end();
    }
}
