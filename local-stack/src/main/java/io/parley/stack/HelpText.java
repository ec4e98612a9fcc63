package io.parley.stack;

import io.parley.stack.home.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Explains each command by a file of its own, which the script prints as well: nobody waits for a build to read it. */
final class HelpText {

    private static final String SECTION = "text";

    private HelpText() {}

    /** Has a command and all below it explained so. */
    static CommandLine everywhere(CommandLine command) {
        var text = read(command.getCommandSpec().qualifiedName("-"));
        command.setHelpSectionKeys(List.of(SECTION));
        command.getHelpSectionMap().put(SECTION, help -> text);
        command.getSubcommands().values().forEach(HelpText::everywhere);
        return command;
    }

    private static String read(String name) {
        try (var in = HelpText.class.getResourceAsStream("/help/" + name + ".txt")) {
            if (in == null) {
                throw new StackException("There is no help/" + name + ".txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StackException("help/" + name + ".txt cannot be read", e);
        }
    }
}
