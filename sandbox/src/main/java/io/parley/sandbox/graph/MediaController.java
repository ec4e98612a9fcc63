package io.parley.sandbox.graph;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.media.ContentRules;
import io.parley.sandbox.media.HeldFile;
import io.parley.sandbox.media.MediaShelf;
import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.MetaJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes files that are to be sent, and forgets them on demand. */
@RestController
class MediaController {

    private static final int LONGEST_FIELD = 200;

    private final GraphAccess access;
    private final MediaShelf shelf;
    private final Spoiler spoiler;
    private final GraphAnswers answers;

    MediaController(GraphAccess access, MediaShelf shelf, Spoiler spoiler, GraphAnswers answers) {
        this.access = access;
        this.shelf = shelf;
        this.spoiler = spoiler;
        this.answers = answers;
    }

    @PostMapping(GraphPath.VERSION + "/{id}/media")
    ResponseEntity<byte[]> upload(@PathVariable String id, HttpServletRequest request) throws IOException {
        spoiler.media(id);
        var number = access.number(request, id);
        return answers.ok(MetaJson.object().put("id", accepted(number, request).id()));
    }

    @DeleteMapping(GraphPath.VERSION + "/{id}")
    ResponseEntity<byte[]> delete(@PathVariable String id, HttpServletRequest request) {
        var file =
                shelf.find(id).orElseThrow(() -> new GraphException(GraphError.unknownObject(request.getMethod(), id)));
        spoiler.media(file.phoneNumberId());
        access.number(request, file.phoneNumberId());
        shelf.remove(id);
        return answers.success();
    }

    private HeldFile accepted(BusinessNumber number, HttpServletRequest request) throws IOException {
        var upload = read(number, request);
        var file = upload.file();
        if (file == null) {
            throw new GraphException(GraphError.missing("file"));
        }
        try {
            check(upload, file);
        } catch (GraphException refusal) {
            shelf.remove(file.id());
            throw refusal;
        }
        return file;
    }

    private static void check(Form upload, HeldFile file) throws IOException {
        if (!"whatsapp".equals(upload.product())) {
            throw new GraphException(GraphError.missing("messaging_product"));
        }
        if (upload.type() != null && !upload.type().equals(file.mimeType())) {
            throw new GraphException(GraphError.parameter(
                    "Param file must be a file of type " + upload.type() + ", it is sent as " + file.mimeType() + "."));
        }
        try (var content = Files.newInputStream(file.content())) {
            var objection = ContentRules.objection(file.mimeType(), file, content.readNBytes(ContentRules.HEAD));
            if (objection.isPresent()) {
                throw new GraphException(GraphError.of(131053, objection.get()));
            }
        }
    }

    private Form read(BusinessNumber number, HttpServletRequest request) throws IOException {
        var form = new Form(null, null, null);
        try {
            var parts = new FileUpload().getItemIterator(new ServletRequestContext(request));
            while (parts.hasNext()) {
                var part = parts.next();
                form = switch (String.valueOf(part.getFieldName())) {
                    case "messaging_product" -> new Form(text(part), form.type(), form.file());
                    case "type" -> new Form(form.product(), text(part), form.file());
                    case "file" -> new Form(form.product(), form.type(), held(number, part));
                    default -> form;
                };
            }
        } catch (FileUploadException e) {
            throw new GraphException(GraphError.parameter("The request is not a multipart form."));
        }
        return form;
    }

    private HeldFile held(BusinessNumber number, FileItemStream part) throws IOException {
        if (part.getName() == null || part.getName().isEmpty() || part.getContentType() == null) {
            throw new GraphException(GraphError.parameter("Param file must be a file with a name and a type."));
        }
        try (var content = part.openStream()) {
            return shelf.hold(new MediaShelf.Label(number.id(), part.getContentType(), part.getName(), true), content);
        }
    }

    private static String text(FileItemStream part) throws IOException {
        try (var field = part.openStream()) {
            return new String(field.readNBytes(LONGEST_FIELD), StandardCharsets.UTF_8);
        }
    }

    private record Form(
            @Nullable String product,
            @Nullable String type,
            @Nullable HeldFile file) {}
}
