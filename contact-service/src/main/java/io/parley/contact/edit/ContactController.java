package io.parley.contact.edit;

import io.parley.contact.book.Contact;
import io.parley.contact.book.ContactResource;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes what people say of contacts. */
@RestController
@RequestMapping("/api/contacts")
class ContactController {

    private final EditContacts editContacts;

    ContactController(EditContacts editContacts) {
        this.editContacts = editContacts;
    }

    @Operation(
            summary = "Add a contact",
            description = "With a phone number, a business-scoped user id, or both. Whoever writes first becomes a "
                    + "contact without this.")
    @PostMapping
    ResponseEntity<Success<ContactResource>> add(Caller caller, @RequestBody ContactRequest request) {
        var revision = Revision.of(request.asPatch());
        var added = orTaken(() -> editContacts.add(caller.tenant(), revision));
        return ResponseEntity.created(URI.create("/api/contacts/" + added.id()))
                .body(Success.of(ContactResource.of(added)));
    }

    @Operation(
            summary = "Change a contact",
            description = "A merge patch: null clears, what is absent stays. A name given here is kept when WhatsApp "
                    + "shows another.")
    @PatchMapping("/{id}")
    Success<ContactResource> change(Caller caller, @PathVariable UUID id, @RequestBody ContactPatch patch) {
        var revision = Revision.of(patch);
        return Success.of(ContactResource.of(orTaken(() -> editContacts.change(caller.tenant(), id, revision))));
    }

    @Operation(
            summary = "Remove or erase a contact",
            description = "Without `erase` the contact goes and its messages stay. With `erase=true`, which takes an "
                    + "ADMIN, every service destroys what it holds of the customer; the answer is 202 with the "
                    + "receipt, whose progress is at /api/contacts/erasures/{id}.")
    @DeleteMapping("/{id}")
    Success<Map<String, Object>> remove(
            Caller caller, @PathVariable UUID id, @RequestParam(defaultValue = "false") String erase) {
        if (!erase.equals(
                "false")) { // erase=true is not for here; a slip of the pen must not pass for a plain deletion
            throw ProblemException.ofField("erase", "must be true or false");
        }
        editContacts.remove(caller.tenant(), id);
        return Success.done();
    }

    /** Two who write the same number at the same moment meet at the unique key; the later one is told as anybody is. */
    private static Contact orTaken(Supplier<Contact> work) {
        try {
            return work.get();
        } catch (DuplicateKeyException e) {
            var byUser = String.valueOf(e.getMessage()).contains("contact_user");
            throw EditContacts.taken(byUser ? "userId" : "phoneNumber");
        }
    }
}
