package io.parley.stack;

import io.parley.embedded.EmbeddedServerException;
import io.parley.stack.home.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's front: lists the commands and turns what goes wrong into one message and an exit code. */
@Command(
        name = "parley",
        description = "Runs Parley on this machine: a self-hosted, multi-tenant WhatsApp Business backend.",
        mixinStandardHelpOptions = true,
        version = "Parley 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            CreateAdminCommand.class,
            SeedCommand.class,
            SimulateCommand.class,
            SecretsCommand.class,
            RebuildCommand.class,
            TestCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "First steps:",
            "  ./parley up                      build and start everything on port 3000",
            "  ./parley seed                    fill the demo tenant with conversations",
            "  ./parley simulate inbound --text \"Hello\"",
            "  ./parley COMMAND --help          options and examples of a command",
            "",
            "Exit codes: 0 done, 1 failed (the reason is printed), 2 wrong usage, 3 not running."
        })
final class Parley {

    static final int FAILED = 1;
    static final int NOT_RUNNING = 3;

    private Parley() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Parley())
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    if (exception instanceof StackException || exception instanceof EmbeddedServerException) {
                        commandLine.getErr().println(exception.getMessage());
                    } else {
                        exception.printStackTrace(commandLine.getErr());
                    }
                    return FAILED;
                });
    }
}
