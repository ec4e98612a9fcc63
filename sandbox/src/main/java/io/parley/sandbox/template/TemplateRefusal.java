package io.parley.sandbox.template;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;

/** Why Meta does not take a template, in its own words. */
public final class TemplateRefusal {

    static final int EXISTS = 2388024;
    static final int FORMAT = 2388043;
    static final int TOO_LONG = 2388040;
    static final int TOO_MANY_VARIABLES = 2388293;
    static final int VARIABLES_AT_ENDS = 2388299;
    static final int NOT_EDITABLE = 2388025;
    static final int TOO_MANY_TEMPLATES = 2388019;
    public static final int NOT_FOUND = 2593002;

    private TemplateRefusal() {}

    public static GraphException of(int subcode, String details) {
        return new GraphException(new GraphError(400, 100, "Invalid parameter", details, subcode, "OAuthException"));
    }

    static GraphException parameter(String path, String problem) {
        return new GraphException(GraphError.parameter("Param " + path + " " + problem));
    }
}
