package io.parley.analytics.fact;

/** The template that a message was made from. */
public record TemplateName(String name, String language) {}
