package io.parley.contact.export;

import io.parley.contact.book.ContactFilter;
import io.parley.kit.security.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Streams contacts as CSV; what goes wrong on the way breaks the connection, so that no part looks like the whole. */
@RestController
@PreAuthorize("hasRole('ADMIN')")
class ExportController {

    private static final byte[] HEADER =
            "phoneNumber,userId,name,email,tags,createdAt\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ExportPages pages;

    ExportController(ExportPages pages) {
        this.pages = pages;
    }

    @GetMapping("/api/contacts/export")
    void export(Caller caller, ContactFilter filter, HttpServletResponse response) throws IOException {
        var page = pages.read(caller.tenant(), filter.checked(), 0);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"contacts.csv\"");
        response.setHeader("Cache-Control", "no-store");
        var out = response.getOutputStream();
        out.write(HEADER);
        while (page.count() > 0) {
            page.lines().writeTo(out);
            if (page.count() < ExportPages.SIZE) {
                return;
            }
            page = pages.read(caller.tenant(), filter, page.last());
        }
    }
}
