package io.parley.stack;

import io.parley.stack.client.ParleyApi;
import io.parley.stack.home.StackException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a tenant and its owner through the public API. */
@Command(name = "create-admin", mixinStandardHelpOptions = true)
final class CreateAdminCommand implements Callable<Integer> {

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int GENERATED_LENGTH = 20;

    @Mixin
    private final StackOption stack = new StackOption();

    @Option(names = "--url", paramLabel = "URL")
    private @Nullable URI url;

    @Option(names = "--tenant", paramLabel = "NAME", required = true)
    private String tenant = "";

    @Option(names = "--email", paramLabel = "EMAIL", required = true)
    private String email = "";

    @Option(names = "--name", paramLabel = "NAME", required = true)
    private String name = "";

    @Option(names = "--password", paramLabel = "PASSWORD", arity = "0..1", interactive = true)
    private char @Nullable [] password;

    @Override
    public Integer call() {
        var chosen = password == null ? generated() : new String(password);
        var api = new ParleyApi(url == null ? stack.gateway() : url);
        var number = number(System.getenv());
        var token = api.register(tenant, name, email, chosen);
        System.out.println("Tenant    " + tenant);
        System.out.println("Owner     " + name + " <" + email + ">");
        System.out.println("Password  " + (password == null ? chosen : "as given"));
        number.ifPresent(connected -> {
            api.connect(token, connected);
            System.out.println("Number    " + connected.phoneNumberId());
        });
        return 0;
    }

    static Optional<ParleyApi.Number> number(Map<String, String> environment) {
        var id = environment.getOrDefault("META_PHONE_NUMBER_ID", "");
        var token = environment.getOrDefault("META_ACCESS_TOKEN", "");
        var account = environment.getOrDefault("META_BUSINESS_ACCOUNT_ID", "");
        if (id.isBlank() && token.isBlank() && account.isBlank()) {
            return Optional.empty();
        }
        if (id.isBlank() || token.isBlank() || account.isBlank()) {
            throw new StackException("Set all of META_PHONE_NUMBER_ID, META_ACCESS_TOKEN and META_BUSINESS_ACCOUNT_ID, "
                    + "or none of them");
        }
        return Optional.of(new ParleyApi.Number(id, token, account));
    }

    private static String generated() {
        return new SecureRandom()
                .ints(GENERATED_LENGTH, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, index) -> text.append(LETTERS.charAt(index)), StringBuilder::append)
                .toString();
    }
}
