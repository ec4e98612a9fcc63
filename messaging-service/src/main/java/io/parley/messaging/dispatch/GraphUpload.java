package io.parley.messaging.dispatch;

import io.parley.contract.MessageError;
import io.parley.kit.http.PartnerClient;
import io.parley.kit.http.PartnerClients;
import io.parley.kit.http.PartnerProperties;
import io.parley.kit.http.PartnerUnavailable;
import io.parley.kit.id.Ids;
import io.parley.messaging.dispatch.AttachFile.Attachment;
import io.parley.messaging.media.MediaFile;
import io.parley.messaging.media.MediaProperties;
import io.parley.messaging.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** POST /{phone-number-id}/media, straight from the store. Nothing reaches a customer by it, so any failure may be retried. */
@Component
class GraphUpload {

    private static final MessageError UNREACHABLE =
            new MessageError("GRAPH_UNREACHABLE", "WhatsApp cannot be reached at the moment", null);
    private static final MessageError NOT_TAKEN =
            new MessageError("MEDIA_NOT_TAKEN", "WhatsApp has not taken the file yet", null);
    private static final MessageError UNREADABLE =
            new MessageError("MEDIA_STORE_UNAVAILABLE", "The file cannot be read at the moment", null);
    private static final MessageError GONE = new MessageError("MEDIA_MISSING", "The file is not in the store", null);
    private static final Duration RETRY = Duration.ofSeconds(3);
    private static final int LONGEST_ANSWER = 64 * 1024;

    /** WhatsApp tells by the name's end what some files are. */
    private static final Map<String, String> ENDINGS = Map.of(
            "image/jpeg", ".jpg",
            "image/png", ".png",
            "image/webp", ".webp",
            "video/mp4", ".mp4",
            "video/3gpp", ".3gp",
            "audio/mpeg", ".mp3",
            "audio/mp4", ".m4a",
            "audio/ogg", ".ogg",
            "audio/aac", ".aac",
            "application/pdf", ".pdf");

    private final PartnerClient client;
    private final MediaStore store;
    private final Ids ids;
    private final String version;

    GraphUpload(PartnerClients clients, MediaStore store, Ids ids, MediaProperties properties) {
        var graph = properties.graph();
        this.store = store;
        this.ids = ids;
        this.version = graph.version();
        this.client = clients.client(
                new PartnerProperties(
                        "CloudApi/media-upload",
                        graph.url(),
                        graph.connectTimeout(),
                        graph.timeout(),
                        graph.concurrency()),
                ResourceAccessException.class::isInstance);
    }

    Attachment upload(String phoneNumberId, MediaFile.Stored file, String token) {
        try (var content = store.read(file.key(), 0, file.size())) {
            return client.call(rest ->
                    post(rest, phoneNumberId, new Form(file, content, ids.next().toString()), token));
        } catch (NoSuchFileException e) {
            return new Attachment.Missing(new SendOutcome.Refused(GONE));
        } catch (PartnerUnavailable | ResourceAccessException e) {
            return later(UNREACHABLE);
        } catch (IOException | UncheckedIOException e) {
            return later(UNREADABLE);
        }
    }

    private Attachment post(RestClient rest, String phoneNumberId, Form form, String token) {
        return rest.post()
                .uri("/{version}/{number}/media", version, phoneNumberId)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .contentType(MediaType.parseMediaType("multipart/form-data;boundary=" + form.boundary()))
                .contentLength(form.length())
                .body((StreamingHttpOutputMessage.Body) form::writeTo)
                .exchange((request, response) -> judged(
                        response.getStatusCode().value(), response.getBody().readNBytes(LONGEST_ANSWER)));
    }

    /** What for a message would be an unknown outcome is only one more reason to try again. */
    private static Attachment judged(int status, byte[] body) {
        var id = status >= 200 && status < 300
                ? GraphAnswer.parse(body).path("id").asString("")
                : "";
        if (!id.isEmpty()) {
            return new Attachment.Held(id, false);
        }
        return switch (GraphAnswer.of(status, body)) {
            case SendOutcome.Accepted _, SendOutcome.Unknown _, SendOutcome.Lost _ -> later(NOT_TAKEN);
            case SendOutcome.NotNow outcome -> new Attachment.Missing(outcome);
            case SendOutcome.NotReached outcome -> new Attachment.Missing(outcome);
            case SendOutcome.Held outcome -> new Attachment.Missing(outcome);
            case SendOutcome.Refused outcome -> new Attachment.Missing(outcome);
        };
    }

    private static Attachment later(MessageError why) {
        return new Attachment.Missing(new SendOutcome.NotNow(why, RETRY));
    }

    /** A multipart form that is never whole in memory (RFC 7578). */
    private record Form(MediaFile.Stored file, InputStream content, String boundary) {

        long length() {
            return head().length + file.size() + tail().length;
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(head());
            content.transferTo(out);
            out.write(tail());
        }

        private byte[] head() {
            return bytes(field("messaging_product", "whatsapp")
                    + field("type", file.type().mimeType())
                    + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name()
                    + "\"\r\nContent-Type: " + file.type().mimeType() + "\r\n\r\n");
        }

        private byte[] tail() {
            return bytes("\r\n--" + boundary + "--\r\n");
        }

        private String field(String name, String value) {
            return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value
                    + "\r\n";
        }

        private String name() {
            var name = file.filename() == null
                    ? "file" + ENDINGS.getOrDefault(file.type().mimeType(), "")
                    : file.filename();
            return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
