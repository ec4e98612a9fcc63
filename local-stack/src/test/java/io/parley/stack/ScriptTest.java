package io.parley.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script in a checkout in which nothing was built, and where nothing can be. */
class ScriptTest {

    private static final Path TEXTS = Path.of("src/main/resources/help");

    @TempDir
    Path checkout;

    @BeforeEach
    void copiesTheScriptAndTheTexts() throws IOException {
        Files.copy(Path.of("../parley"), checkout.resolve("parley"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        var texts = Files.createDirectories(checkout.resolve("local-stack").resolve(TEXTS));
        try (var files = Files.list(TEXTS)) {
            for (var file : files.toList()) {
                Files.copy(file, texts.resolve(file.getFileName().toString()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--help, parley",
        "-h, parley",
        "help, parley",
        "up --help, parley-up",
        "up -h --port 4000, parley-up",
        "seed --seed 7 --help, parley-seed",
        "test --help, parley-test",
        "simulate --help, parley-simulate",
        "simulate inbound --help, parley-simulate-inbound",
        "help logs, parley-logs",
        "help simulate status, parley-simulate-status"
    })
    void explainsACommandWithoutABuild(String arguments, String text) throws Exception {
        var run = parley(arguments.split(" "));

        assertThat(run.output()).isEqualTo(Files.readString(TEXTS.resolve(text + ".txt")));
        assertThat(run.code()).isZero();
        assertThat(checkout.resolve(".parley")).doesNotExist();
    }

    @Test
    void namesTheCommandsWhereNoneIsGiven() throws Exception {
        var run = parley();

        assertThat(run.output()).isEqualTo(Files.readString(TEXTS.resolve("parley.txt")));
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void leavesToTheProgramWhatItDoesNotKnow() throws Exception {
        var run = parley("frobnicate", "--help");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("Building Parley (first build");
    }

    private record Run(int code, String output) {}

    private Run parley(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", checkout.resolve("parley").toString()));
        command.addAll(List.of(arguments));
        var output = checkout.resolve("output.txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PARLEY_MAVEN", "no-such-maven");
        var process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
