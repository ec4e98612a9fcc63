package io.parley.contact.view;

import io.parley.contact.book.ContactFilter;
import io.parley.contact.book.ContactResource;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers questions about contacts. */
@RestController
class ContactQueryController {

    private final ContactQueries queries;

    ContactQueryController(ContactQueries queries) {
        this.queries = queries;
    }

    record Listing(List<ContactResource> contacts, Pagination pagination) {}

    @Operation(summary = "List contacts", description = "Newest first.")
    @GetMapping("/api/contacts")
    Success<Listing> list(Caller caller, ContactFilter filter, PageRequest page) {
        var found = queries.list(caller.tenant(), filter.checked(), page);
        return Success.of(
                new Listing(found.contacts().stream().map(ContactResource::of).toList(), found.pagination()));
    }

    @Operation(summary = "Read a contact", description = "By its id.")
    @GetMapping("/api/contacts/{id}")
    Success<ContactResource> get(Caller caller, @PathVariable UUID id) {
        return Success.of(
                queries.find(caller.tenant(), id).map(ContactResource::of).orElseThrow(ProblemException::notFound));
    }
}
