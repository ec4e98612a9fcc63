package io.parley.kit.web;

/** What is wrong with one field of a request; {@code field} is its path, such as {@code content.text}. */
public record FieldProblem(String field, String message) {}
