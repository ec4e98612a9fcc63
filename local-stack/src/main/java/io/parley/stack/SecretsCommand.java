package io.parley.stack;

import io.parley.stack.home.Secrets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Makes the secrets of an installation elsewhere, and keeps none of them. */
@Command(name = "secrets", mixinStandardHelpOptions = true)
final class SecretsCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Secrets.fresh().forEach((name, value) -> System.out.println(name + "=" + value));
        return 0;
    }
}
