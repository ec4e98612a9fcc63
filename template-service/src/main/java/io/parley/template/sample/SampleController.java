package io.parley.template.sample;

import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes samples of headers. */
@RestController
@PreAuthorize("hasRole('ADMIN')")
class SampleController {

    private final UploadSample uploadSample;

    SampleController(UploadSample uploadSample) {
        this.uploadSample = uploadSample;
    }

    @Operation(
            summary = "Upload a sample",
            description =
                    "For a header with media, which WhatsApp reviews by a sample: the file (JPEG, PNG, MP4 or PDF) is handed to "
                            + "WhatsApp, and the `handle` in the answer goes into the component's `example.header_handle`.")
    @PostMapping(path = "/api/templates/media", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Success<UploadSample.Uploaded>> upload(
            Caller caller,
            @RequestParam MultipartFile file,
            @RequestParam(required = false) @Nullable String businessAccountId)
            throws IOException {
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Success.of(uploadSample.upload(caller, businessAccountId, file)));
    }
}
