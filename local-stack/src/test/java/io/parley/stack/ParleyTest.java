package io.parley.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ParleyTest {

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {"up", "down", "status", "logs", "create-admin", "seed", "simulate", "secrets", "rebuild", "test"
            })
    void explainsEachCommandWithExamples(String command) {
        assertThat(run(command, "--help")).isZero();

        assertThat(out.toString()).contains("Usage: parley " + command).contains("Examples:");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void listsAllCommands() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("create-admin", "simulate", "Exit codes");
    }

    /** The texts are files, so nothing else would tell that one was forgotten. */
    @Test
    void explainsEveryOptionWithItsDefault() {
        var lacking = new ArrayList<String>();
        note(Parley.commandLine(), lacking);

        assertThat(lacking).isEmpty();
    }

    private static void note(CommandLine command, List<String> lacking) {
        var text = command.getUsageMessage().replaceAll("\\s+", " ");
        var spec = command.getCommandSpec();
        for (var option : spec.options()) {
            var value = String.valueOf(option.defaultValue());
            var shown = option.defaultValue() == null
                    || text.contains("Default: " + value)
                    || text.contains("Default: the variable PORT");
            if (!option.hidden() && !(text.contains(option.longestName()) && shown)) {
                lacking.add(spec.qualifiedName() + " " + option.longestName());
            }
        }
        spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden() && !text.contains(parameter.paramLabel()))
                .forEach(parameter -> lacking.add(spec.qualifiedName() + " " + parameter.paramLabel()));
        command.getSubcommands().forEach((name, subcommand) -> {
            if (!text.contains(" " + name + " ") && !text.matches(".*\\b" + name + "\\b[|].*|.*[|]" + name + "\\b.*")) {
                lacking.add(spec.qualifiedName() + " " + name);
            }
            note(subcommand, lacking);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "up --port 70000, --port 70000",
        "up --port abc, --port",
        "up --ephemeral --data x, exclude each other",
        "simulate inbound, --text",
        "simulate inbound --text x --location 1;2, one of",
        "simulate inbound --image --file, one of",
        "simulate inbound --location north, --location",
        "simulate inbound --contact Bo, --contact",
        "simulate inbound --reaction x, --reply-to",
        "simulate inbound --message [], --message",
        "simulate echo --to +15551234567, --text",
        "simulate status --wamid wamid.x, --status",
        "create-admin --tenant Acme, --email",
        "rebuild, WHAT",
        "rebuild weather, analytics",
        "frobnicate, frobnicate"
    })
    void refusesWrongUsageByName(String arguments, String named) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString()).contains(named);
    }

    @Test
    void saysInOneLineThatNothingAnswers() {
        var code = run("simulate", "inbound", "--text", "Hello", "--port", "1");

        assertThat(code).isEqualTo(Parley.FAILED);
        assertThat(err.toString())
                .contains("Nothing answers at http://127.0.0.1:10")
                .doesNotContain("\tat ");
    }

    @Test
    void connectsTheNumberOfTheEnvironmentOnlyWhenItIsWhole() {
        assertThat(CreateAdminCommand.number(Map.of())).isEmpty();
        assertThat(CreateAdminCommand.number(
                        Map.of("META_PHONE_NUMBER_ID", "1", "META_ACCESS_TOKEN", "t", "META_BUSINESS_ACCOUNT_ID", "2")))
                .hasValueSatisfying(number -> assertThat(number.phoneNumberId()).isEqualTo("1"));
    }

    private int run(String... arguments) {
        return Parley.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
