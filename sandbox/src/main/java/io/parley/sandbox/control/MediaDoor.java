package io.parley.sandbox.control;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.media.HeldFile;
import io.parley.sandbox.media.MediaShelf;
import io.parley.sandbox.web.QueryParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands customers the files that they are to send, and shows every file that WhatsApp holds. */
@RestController
class MediaDoor {

    private final Accounts accounts;
    private final MediaShelf shelf;

    MediaDoor(Accounts accounts, MediaShelf shelf) {
        this.accounts = accounts;
        this.shelf = shelf;
    }

    record Held(
            String id,
            String phoneNumberId,
            String mimeType,
            String sha256,
            long size,
            @Nullable String filename,
            boolean uploaded) {

        static Held of(HeldFile file) {
            return new Held(
                    file.id(),
                    file.phoneNumberId(),
                    file.mimeType(),
                    file.sha256(),
                    file.size(),
                    file.filename(),
                    file.uploaded());
        }
    }

    /** Takes the bytes of a file that a customer of a number will send. */
    @PutMapping("/sandbox/media")
    Held hold(HttpServletRequest request) throws IOException {
        @Nullable String wanted = QueryParameter.of(request, "phoneNumberId");
        var number = wanted == null ? accounts.latest() : accounts.number(wanted);
        var label = new MediaShelf.Label(
                number.orElseThrow(
                                () -> new InvalidSetting("phoneNumberId", wanted + " (expected: the id of a number)"))
                        .id(),
                QueryParameter.of(request, "mimeType"),
                QueryParameter.of(request, "filename"),
                false);
        return Held.of(shelf.hold(label, request.getInputStream()));
    }

    @GetMapping("/sandbox/media/{id}")
    ResponseEntity<Held> show(@PathVariable String id) {
        return ResponseEntity.of(shelf.find(id).map(Held::of));
    }

    @GetMapping("/sandbox/media/{id}/content")
    ResponseEntity<Resource> content(@PathVariable String id) throws IOException {
        var file = shelf.find(id);
        if (file.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, file.get().mimeType())
                .contentLength(file.get().size())
                .body(new InputStreamResource(Files.newInputStream(file.get().content())));
    }
}
