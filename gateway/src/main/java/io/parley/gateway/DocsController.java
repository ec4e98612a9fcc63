package io.parley.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows the API to people (/docs) and to programs (/openapi.json, /asyncapi.json). Everything comes from here, nothing from a CDN. */
@RestController
class DocsController {

    /** What the page needs, of the many files that Swagger UI has. */
    static final Map<String, MediaType> FILES = Map.of(
            "swagger-ui.css", MediaType.valueOf("text/css"),
            "swagger-ui-bundle.js", MediaType.valueOf("text/javascript"),
            "start.js", MediaType.valueOf("text/javascript"),
            "favicon-32x32.png", MediaType.IMAGE_PNG);

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final CacheControl FOR_A_DAY =
            CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

    private final ApiDocs docs;

    /** To find a file means to look through all jars. */
    private final Map<String, Resource> found = new ConcurrentHashMap<>();

    DocsController(ApiDocs docs) {
        this.docs = docs;
    }

    @GetMapping(path = "/docs", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .body(new ClassPathResource("docs/index.html"));
    }

    @GetMapping("/docs/{file}")
    ResponseEntity<Resource> file(@PathVariable String file) {
        var type = FILES.get(file);
        if (type == null) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .cacheControl(FOR_A_DAY)
                .contentType(type)
                .body(found.computeIfAbsent(file, DocsController::find));
    }

    @GetMapping(
            path = {"/openapi.json", "/docs/openapi.json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> openApi() {
        return docs.document();
    }

    @GetMapping(path = "/asyncapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource asyncApi() {
        return new ClassPathResource("asyncapi/asyncapi.json");
    }

    /** The WebJar's folder is named after its version. */
    private static Resource find(String file) {
        var own = new ClassPathResource("docs/" + file);
        if (own.exists()) {
            return own;
        }
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:META-INF/resources/webjars/swagger-ui/*/" + file))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the WebJar of Swagger UI lacks " + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
