package io.parley.contact.export;

import io.parley.contact.book.ContactFilter;
import io.parley.contract.TenantId;
import io.parley.kit.security.Caller;
import io.parley.kit.tenant.TenantContext;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
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

    @Operation(
            summary = "Export contacts as CSV",
            description = "A stream of all contacts that the filters leave. Cells that a spreadsheet would run begin "
                    + "with an apostrophe, which import takes away again.")
    @GetMapping("/api/contacts/export")
    void export(Caller caller, ContactFilter filter, HttpServletResponse response) throws IOException {
        var page = pages.read(caller.tenant(), filter.checked(), 0);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"contacts.csv\"");
        response.setHeader("Cache-Control", "no-store");
        var out = response.getOutputStream();
        out.write(HEADER);
        while (page.count() > 0) {
            var next = page.count() < ExportPages.SIZE ? null : readAhead(caller.tenant(), filter, page.last());
            page.lines().writeTo(out);
            if (next == null) {
                return;
            }
            page = next.join();
        }
    }

    /** While one page is on its way to the client the next one is read. */
    private CompletableFuture<ExportPages.Page> readAhead(TenantId tenant, ContactFilter filter, long after) {
        var page = new CompletableFuture<ExportPages.Page>();
        Thread.ofVirtual().name("export").start(() -> {
            try {
                page.complete(TenantContext.call(tenant, () -> pages.read(tenant, filter, after)));
            } catch (RuntimeException e) {
                page.completeExceptionally(e);
            }
        });
        return page;
    }
}
