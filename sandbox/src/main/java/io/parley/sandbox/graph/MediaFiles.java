package io.parley.sandbox.graph;

import io.parley.sandbox.media.HeldFile;
import io.parley.sandbox.media.MediaShelf;
import io.parley.sandbox.meta.MetaJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Describes files with addresses that live for five minutes, and gives them out to those who have the token. */
@RestController
class MediaFiles {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final MediaShelf shelf;
    private final GraphAccess access;
    private final Spoiler spoiler;
    private final Addresses addresses;

    MediaFiles(MediaShelf shelf, GraphAccess access, Spoiler spoiler, Addresses addresses) {
        this.shelf = shelf;
        this.access = access;
        this.spoiler = spoiler;
        this.addresses = addresses;
    }

    /** Describes a file as a node of the graph. */
    ObjectNode describe(HeldFile file, HttpServletRequest request) {
        spoiler.media(file.phoneNumberId());
        access.number(request, file.phoneNumberId());
        var node = MetaJson.object();
        node.put("messaging_product", "whatsapp");
        node.put("url", addresses.of(file, request));
        node.put("mime_type", file.mimeType());
        node.put("sha256", file.sha256());
        node.put("file_size", file.size());
        node.put("id", file.id());
        return node;
    }

    @GetMapping("/whatsapp_business/attachments/{address}")
    ResponseEntity<Resource> download(@PathVariable String address, HttpServletRequest request) throws IOException {
        var file = addresses.fileBehind(address).flatMap(shelf::find);
        if (file.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        spoiler.media(file.get().phoneNumberId());
        access.number(request, file.get().phoneNumberId());
        if (request.getHeader(HttpHeaders.USER_AGENT) == null) {
            return ResponseEntity.badRequest().build();
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, file.get().mimeType())
                .contentLength(file.get().size())
                .body(new InputStreamResource(Files.newInputStream(file.get().content())));
    }

    /** The addresses that have been given out. */
    @Component
    static final class Addresses {

        private static final int MOST = 100_000;

        private final Clock clock;
        private final Map<String, Address> known = new ConcurrentHashMap<>();

        Addresses(Clock clock) {
            this.clock = clock;
        }

        private record Address(String file, Instant until) {}

        String of(HeldFile file, HttpServletRequest request) {
            var now = clock.instant();
            if (known.size() >= MOST) {
                known.values().removeIf(address -> address.until().isBefore(now));
            }
            var name = UUID.randomUUID().toString();
            known.put(name, new Address(file.id(), now.plus(LIFE)));
            return request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort()
                    + "/whatsapp_business/attachments/" + name;
        }

        Optional<String> fileBehind(String name) {
            return Optional.ofNullable(known.get(name))
                    .filter(address -> clock.instant().isBefore(address.until()))
                    .map(Address::file);
        }
    }
}
