package io.parley.auth.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.auth.account.Name;
import io.parley.auth.account.Slice;
import io.parley.auth.audit.Actor;
import io.parley.contract.Role;
import io.parley.kit.crypto.Secret;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys for owners, and their exchange for the gateway, which does not let the outside reach /internal. */
@RestController
class ApiKeyController {

    private final ManageKeys manageKeys;
    private final ExchangeKey exchangeKey;

    ApiKeyController(ManageKeys manageKeys, ExchangeKey exchangeKey) {
        this.manageKeys = manageKeys;
        this.exchangeKey = exchangeKey;
    }

    record NewKey(@NotNull Name name, @NotNull Role role) {}

    record KeyPage(List<KeyResource> apiKeys, Pagination pagination) {}

    record ExchangeRequest(@NotNull Secret apiKey) {}

    record Exchanged(String token, long expiresIn) {}

    /** A key as the API shows it; {@code key} is its text, only when it has just been made. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyResource(
            UUID id,
            String name,
            Role role,
            String hint,
            Instant createdAt,
            @Nullable String key) {

        static KeyResource of(ApiKey key, @Nullable String text) {
            return new KeyResource(key.id(), key.name().value(), key.role(), key.hint(), key.createdAt(), text);
        }
    }

    @Operation(
            summary = "List API keys",
            description = "Their names, roles and first characters; their text was shown once.")
    @GetMapping("/api/auth/api-keys")
    @PreAuthorize("hasRole('OWNER')")
    Success<KeyPage> list(Caller caller, PageRequest page) {
        var slice = Slice.of(page);
        var listed = manageKeys.list(caller.tenant(), slice);
        var shown = slice.shown(listed.rows()).stream()
                .map(key -> KeyResource.of(key, null))
                .toList();
        return Success.of(new KeyPage(shown, slice.pagination(listed.rows(), listed.total(), ApiKey::id)));
    }

    @Operation(
            summary = "Make an API key",
            description = "For programs that do not sign in: `Authorization: Bearer pk_…`. The text of the key is in "
                    + "this answer and nowhere else.")
    @PostMapping("/api/auth/api-keys")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.CREATED)
    Success<KeyResource> create(Actor actor, @Valid @RequestBody NewKey request) {
        var created = manageKeys.create(actor, request.name(), request.role());
        return Success.of(KeyResource.of(created.key(), created.text()));
    }

    @Operation(summary = "Delete an API key", description = "It stops working within a minute.")
    @DeleteMapping("/api/auth/api-keys/{id}")
    @PreAuthorize("hasRole('OWNER')")
    Success<Map<String, Object>> delete(Actor actor, @PathVariable UUID id) {
        manageKeys.delete(actor, id);
        return Success.done();
    }

    @PostMapping("/internal/api-keys/exchange")
    Success<Exchanged> exchange(@Valid @RequestBody ExchangeRequest request) {
        return Success.of(new Exchanged(exchangeKey.exchange(request.apiKey()), ExchangeKey.LIFETIME.toSeconds()));
    }
}
