package io.parley.sandbox.graph;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.MetaJson;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.node.ObjectNode;

/** Lists the numbers of a business account, page by page. */
@RestController
class BusinessAccountController {

    private static final int MAX_LIMIT = 100;

    private final BusinessAccountAccess access;
    private final Accounts accounts;
    private final Nodes nodes;
    private final GraphAnswers answers;

    BusinessAccountController(BusinessAccountAccess access, Accounts accounts, Nodes nodes, GraphAnswers answers) {
        this.access = access;
        this.accounts = accounts;
        this.nodes = nodes;
        this.answers = answers;
    }

    @GetMapping(GraphPath.VERSION + "/{id}/phone_numbers")
    ResponseEntity<byte[]> numbers(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String fields,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "25") String limit,
            HttpServletRequest request) {
        var token = access.check(request, id);
        var numbers = visible(accounts.numbersOf(id, token), token);
        return answers.ok(page(numbers, fields, pageOf(numbers.size(), limit, after), request));
    }

    /** Numbers that were defined with another token are hidden; an account that has only those is closed. */
    private static List<BusinessNumber> visible(List<BusinessNumber> numbers, String token) {
        var visible = numbers.stream()
                .filter(number ->
                        number.accessToken() == null || number.accessToken().matches(token))
                .toList();
        if (visible.isEmpty() && !numbers.isEmpty()) {
            throw GraphAccess.refused();
        }
        return visible;
    }

    private ObjectNode page(
            List<BusinessNumber> numbers, @Nullable String fields, Page page, HttpServletRequest request) {
        var body = MetaJson.object();
        var data = body.putArray("data");
        numbers.subList(page.from(), page.to()).forEach(number -> data.add(nodes.number(number, fields)));
        if (data.isEmpty()) {
            return body;
        }
        var paging = body.putObject("paging");
        var last = cursor(page.to());
        paging.putObject("cursors").put("before", cursor(page.from())).put("after", last);
        if (page.to() < numbers.size()) {
            var query = request.getQueryString();
            paging.put(
                    "next",
                    UriComponentsBuilder.fromUriString(request.getRequestURL().toString())
                            .query(query == null ? "" : query)
                            .replaceQueryParam("limit", page.to() - page.from())
                            .replaceQueryParam("after", last)
                            .build()
                            .toUriString());
        }
        return body;
    }

    private static Page pageOf(int size, String limit, @Nullable String after) {
        try {
            var from = after == null || after.isEmpty()
                    ? 0
                    : Integer.parseInt(new String(Base64.getUrlDecoder().decode(after), StandardCharsets.US_ASCII));
            var count = Math.clamp(Integer.parseInt(limit), 1, MAX_LIMIT);
            var start = Math.clamp(from, 0, size);
            return new Page(start, Math.min(start + count, size));
        } catch (IllegalArgumentException unreadable) {
            throw new GraphException(GraphError.parameter("Invalid cursor or limit"));
        }
    }

    private static String cursor(int index) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Integer.toString(index).getBytes(StandardCharsets.US_ASCII));
    }

    private record Page(int from, int to) {}
}
