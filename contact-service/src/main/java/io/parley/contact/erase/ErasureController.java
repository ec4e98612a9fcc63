package io.parley.contact.erase;

import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes requests to erase a customer and shows their receipts. */
@RestController
@PreAuthorize("hasRole('ADMIN')")
class ErasureController {

    private final EraseContact eraseContact;
    private final Receipts receipts;

    ErasureController(EraseContact eraseContact, Receipts receipts) {
        this.eraseContact = eraseContact;
        this.receipts = receipts;
    }

    record Listing(List<Receipt> erasures, Pagination pagination) {}

    @Operation(hidden = true) // told with the other deletion, whose path and method it shares
    @DeleteMapping(path = "/api/contacts/{id}", params = "erase=true")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Success<Receipt> erase(Caller caller, @PathVariable UUID id) {
        return get(caller, eraseContact.erase(caller, id));
    }

    @Operation(
            summary = "Read an erasure",
            description = "Which services have answered, and when the last record has aged out of the topics.")
    @GetMapping("/api/contacts/erasures/{id}")
    Success<Receipt> get(Caller caller, @PathVariable UUID id) {
        return Success.of(receipts.find(caller.tenant(), id).orElseThrow(ProblemException::notFound));
    }

    @Operation(summary = "List erasures", description = "Newest first; they do not say who was erased.")
    @GetMapping("/api/contacts/erasures")
    Success<Listing> list(Caller caller, PageRequest page) {
        return Success.of(new Listing(
                receipts.list(caller.tenant(), page), Pagination.of(page, receipts.count(caller.tenant()), null)));
    }
}
