package io.parley.sandbox.graph;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.media.HeldFile;
import io.parley.sandbox.media.MediaShelf;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.web.QueryParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looks up numbers and business accounts, which share a path; what is neither is refused as Graph refuses it. */
@RestController
class NodeController {

    private final GraphAccess access;
    private final Accounts accounts;
    private final Nodes nodes;
    private final Spoiler spoiler;
    private final GraphAnswers answers;
    private final Files files;

    NodeController(
            GraphAccess access, Accounts accounts, Nodes nodes, Spoiler spoiler, GraphAnswers answers, Files files) {
        this.files = files;
        this.access = access;
        this.accounts = accounts;
        this.nodes = nodes;
        this.spoiler = spoiler;
        this.answers = answers;
    }

    /** Files, which share the path too. Only they are asked for with the number that they belong to. */
    @Component
    record Files(MediaShelf shelf, MediaFiles media) {

        Optional<HeldFile> find(String id, HttpServletRequest request) {
            var file = shelf.find(id);
            @Nullable String number = QueryParameter.of(request, "phone_number_id");
            if (number != null
                    && file.filter(one -> one.phoneNumberId().equals(number)).isEmpty()) {
                throw new GraphException(GraphError.unknownObject(request.getMethod(), id));
            }
            return file;
        }
    }

    @GetMapping(GraphPath.VERSION + "/{id}")
    ResponseEntity<byte[]> node(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String fields,
            HttpServletRequest request) {
        var file = files.find(id, request);
        if (file.isPresent()) {
            return answers.ok(files.media().describe(file.get(), request));
        }
        spoiler.lookup(id);
        if (isBusinessAccount(id, fields)) {
            access.token(request);
            accounts.remember(id);
            return answers.ok(nodes.businessAccount(id, fields));
        }
        return answers.ok(nodes.number(access.number(request, id), fields));
    }

    /** Whatever the sandbox has no answer for. */
    @RequestMapping(GraphPath.VERSION + "/**")
    ResponseEntity<byte[]> unknown(HttpServletRequest request) {
        access.token(request);
        var path = request.getRequestURI();
        throw new GraphException(GraphError.unknownPath(path.substring(path.indexOf('/', 1))));
    }

    private boolean isBusinessAccount(String id, @Nullable String fields) {
        if (!Accounts.isId(id) || accounts.isNumber(id)) {
            return false;
        }
        return accounts.isBusinessAccount(id)
                || fields != null
                        && Arrays.stream(fields.split(",", -1)).anyMatch(Nodes.ONLY_OF_BUSINESS_ACCOUNT::contains);
    }
}
