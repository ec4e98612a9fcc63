package io.parley.stack;

import io.parley.embedded.EmbeddedServerException;
import io.parley.stack.home.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's front: lists the commands and turns what goes wrong into one message and an exit code. */
@Command(
        name = "parley",
        mixinStandardHelpOptions = true,
        version = "Parley 0.1.0",
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
        })
final class Parley {

    static final int FAILED = 1;
    static final int NOT_RUNNING = 3;

    private Parley() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return HelpText.everywhere(new CommandLine(new Parley()))
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
