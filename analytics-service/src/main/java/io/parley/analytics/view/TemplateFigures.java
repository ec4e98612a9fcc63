package io.parley.analytics.view;

/** What became of the messages made from a template; as everywhere, one that was read was also sent and delivered. */
record TemplateFigures(String name, String language, long sent, long delivered, long read, long failed) {}
