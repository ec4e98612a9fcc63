package io.parley.contact.load;

import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes CSV files and tells what has become of them. */
@RestController
@PreAuthorize("hasRole('ADMIN')")
class ImportController {

    private final TakeFile takeFile;
    private final ImportJobs jobs;

    ImportController(TakeFile takeFile, ImportJobs jobs) {
        this.takeFile = takeFile;
        this.jobs = jobs;
    }

    @Operation(
            summary = "Import contacts from CSV",
            description = "Up to 100 MB; commas, semicolons or tabs, columns in any order by their header. Good rows "
                    + "are kept and bad ones reported. 200 where it is done within two seconds, else 202: then "
                    + "ask for the import.")
    @PostMapping(path = "/api/contacts/import/csv", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Success<ImportJob.Envelope>> take(Caller caller, @RequestParam MultipartFile file)
            throws IOException {
        var job = takeFile.take(caller, file::getInputStream);
        return ResponseEntity.status(job.isFinished() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(Success.of(new ImportJob.Envelope(job)));
    }

    record Listing(List<ImportJob> imports, Pagination pagination) {}

    @Operation(summary = "List imports", description = "Newest first.")
    @GetMapping("/api/contacts/import")
    Success<Listing> list(Caller caller, PageRequest page) {
        return Success.of(
                new Listing(jobs.list(caller.tenant(), page), Pagination.of(page, jobs.count(caller.tenant()), null)));
    }

    @Operation(
            summary = "Read an import",
            description = "How far it has come, and the first hundred rows that were refused.")
    @GetMapping("/api/contacts/import/{id}")
    Success<ImportJob.Envelope> get(Caller caller, @PathVariable UUID id) {
        return Success.of(
                new ImportJob.Envelope(jobs.find(caller.tenant(), id).orElseThrow(ProblemException::notFound)));
    }
}
