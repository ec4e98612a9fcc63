package io.parley.sandbox.graph;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.MetaJson;
import io.parley.sandbox.template.HeldTemplate;
import io.parley.sandbox.template.TemplateDesk;
import io.parley.sandbox.template.Templates;
import io.parley.sandbox.web.QueryParameter;
import io.parley.sandbox.web.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The message templates of a business account. */
@RestController
class TemplatesController {

    private static final int MAX_LIMIT = 250;

    private final BusinessAccountAccess access;
    private final GraphAccess tokens;
    private final Accounts accounts;
    private final Templates templates;
    private final TemplateDesk desk;
    private final GraphAnswers answers;

    TemplatesController(
            BusinessAccountAccess access,
            GraphAccess tokens,
            Accounts accounts,
            Templates templates,
            TemplateDesk desk,
            GraphAnswers answers) {
        this.access = access;
        this.tokens = tokens;
        this.accounts = accounts;
        this.templates = templates;
        this.desk = desk;
        this.answers = answers;
    }

    @PostMapping(GraphPath.VERSION + "/{id}/message_templates")
    ResponseEntity<byte[]> create(@PathVariable String id, HttpServletRequest request) {
        checkAccount(id, access.check(request, id));
        var made = desk.create(id, body(request));
        return answers.ok(MetaJson.object()
                .put("id", made.id())
                .put("status", made.state().status())
                .put("category", made.category()));
    }

    @GetMapping(GraphPath.VERSION + "/{id}/message_templates")
    ResponseEntity<byte[]> list(@PathVariable String id, HttpServletRequest request) {
        checkAccount(id, access.check(request, id));
        var found = new ArrayList<>(templates.of(id));
        for (var filter : List.of("name", "language", "status", "category")) {
            @Nullable String wanted = QueryParameter.of(request, filter);
            if (wanted != null) {
                found.removeIf(one -> !one.node().path(filter).asString("").equalsIgnoreCase(wanted));
            }
        }
        return answers.ok(page(found, request));
    }

    @DeleteMapping(GraphPath.VERSION + "/{id}/message_templates")
    ResponseEntity<byte[]> delete(@PathVariable String id, HttpServletRequest request) {
        checkAccount(id, access.check(request, id));
        @Nullable String name = QueryParameter.of(request, "name");
        if (name == null) {
            throw new GraphException(GraphError.missing("name"));
        }
        desk.delete(id, name, QueryParameter.of(request, "hsm_id"));
        return answers.success();
    }

    /** The only node that is changed by a POST to itself. */
    @PostMapping(GraphPath.VERSION + "/{id:[0-9]+}")
    ResponseEntity<byte[]> edit(@PathVariable String id, HttpServletRequest request) {
        var token = tokens.token(request);
        var template = templates
                .find(id)
                .orElseThrow(() -> new GraphException(GraphError.unknownObject(request.getMethod(), id)));
        checkAccount(template.account(), token);
        desk.edit(template, body(request));
        return answers.success();
    }

    /** An account whose numbers have tokens of their own is closed to others. */
    private void checkAccount(String account, String token) {
        var owned = accounts.all().stream()
                .filter(number -> number.businessAccountId().equals(account) && number.accessToken() != null)
                .toList();
        if (!owned.isEmpty()
                && owned.stream()
                        .noneMatch(number -> number.accessToken() != null
                                && number.accessToken().matches(token))) {
            throw GraphAccess.refused();
        }
    }

    private static ObjectNode page(List<HeldTemplate> found, HttpServletRequest request) {
        var from = number(QueryParameter.of(request, "after"), 0);
        var limit = Math.clamp(number(QueryParameter.of(request, "limit"), 25), 1, MAX_LIMIT);
        var start = Math.clamp(from, 0, found.size());
        var end = Math.min(start + limit, found.size());
        var body = MetaJson.object();
        var data = body.putArray("data");
        found.subList(start, end).forEach(one -> data.add(one.node()));
        if (!data.isEmpty()) {
            var paging = body.putObject("paging");
            paging.putObject("cursors").put("before", Integer.toString(start)).put("after", Integer.toString(end));
            if (end < found.size()) {
                paging.put("next", request.getRequestURL() + "?limit=" + limit + "&after=" + end);
            }
        }
        return body;
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException unreadable) {
            throw new GraphException(GraphError.parameter("Invalid cursor or limit"));
        }
    }

    private static ObjectNode body(HttpServletRequest request) {
        return MetaJson.readObject(RequestBody.read(request))
                .orElseThrow(() -> new GraphException(GraphError.parameter("The body is not a JSON object")));
    }
}
