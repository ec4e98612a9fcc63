package io.parley.auth.settings;

import io.parley.contract.TenantId;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.ProblemException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies single fields of a merge patch: checks their shape, and knows masked secrets and fields that only we write. */
@Component
class Fields {

    private static final Pattern META_ID = Pattern.compile("[0-9]{1,32}");
    private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]{1,2000}");

    private final Encryption encryption;

    Fields(Encryption encryption) {
        this.encryption = encryption;
    }

    /** Applies a change of one of Meta's ids, which become part of a URL and so may hold digits only. */
    @Nullable
    String id(String field, Change<String> change, @Nullable String current) {
        if (change instanceof Change.To<String>(var id) && !META_ID.matcher(id).matches()) {
            throw ProblemException.ofField(field, "must be digits, as Meta shows it");
        }
        return change.applyTo(current);
    }

    /** Applies a change of a secret. What the mask made of one changes nothing; the same one again keeps its ciphertext. */
    @Nullable
    StoredSecret secret(String field, Change<String> change, @Nullable StoredSecret current, TenantId tenant) {
        return switch (change) {
            case Change.Keep<String>() -> current;
            case Change.Clear<String>() -> null;
            case Change.To<String>(var text) -> stored(field, new Secret(text.strip()), current, tenant);
        };
    }

    private @Nullable StoredSecret stored(
            String field, Secret secret, @Nullable StoredSecret current, TenantId tenant) {
        if (Secret.isMasked(secret.reveal())
                || (current != null && current.secret().equals(secret))) {
            return current;
        }
        if (!SECRET.matcher(secret.reveal()).matches()) {
            throw ProblemException.ofField(
                    field, "must be 1 to 2000 printable characters without spaces; null clears it");
        }
        return new StoredSecret(secret, encryption.encrypt(tenant, secret));
    }

    /** Accepts a field that only we write as long as it says what we said. */
    void readOnly(String field, Change<String> change, @Nullable String current) {
        if (!Objects.equals(change.applyTo(current), current)) {
            throw ProblemException.ofField(field, "is read-only");
        }
    }
}
