package io.parley.stack;

import io.parley.stack.client.SandboxControl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Plays a customer's phone through the sandbox. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        subcommands = {
            SimulateCommand.Inbound.class,
            SimulateCommand.Echo.class,
            SimulateCommand.Status.class,
            SimulateCommand.Template.class
        })
final class SimulateCommand {

    private static final int OK = 200;

    private SimulateCommand() {}

    /** Ends the command with what Parley answered to the webhook. */
    private static int report(JsonNode answer, String what) {
        var status = answer.path("webhookStatus");
        if (status.asInt(0) == OK) {
            System.out.println(what + ": Parley answered the webhook with 200");
            return 0;
        }
        System.err.println(what + ": the webhook was not taken, "
                + (status.isNumber()
                        ? "Parley answered " + status.asInt()
                        : answer.path("webhookError").asString("no answer")));
        return Parley.FAILED;
    }

    /** A customer writes. */
    @Command(name = "inbound", mixinStandardHelpOptions = true)
    static final class Inbound implements Callable<Integer> {

        @Mixin
        private final StackOption stack = new StackOption();

        @Option(names = "--from", paramLabel = "PHONE", defaultValue = "+15551234567")
        private String from = "+15551234567";

        @Option(names = "--name", paramLabel = "NAME")
        private @Nullable String name;

        @Option(names = "--user-id", paramLabel = "BSUID")
        private @Nullable String userId;

        @Mixin
        private final CustomerMessage written = new CustomerMessage();

        @Option(names = "--to", paramLabel = "PHONE-NUMBER-ID")
        private @Nullable String to;

        @Option(names = "--count", paramLabel = "N", defaultValue = "1")
        private int count = 1;

        @Override
        public Integer call() {
            var message = new LinkedHashMap<String, Object>();
            if (userId == null) {
                message.put("from", from);
            } else {
                message.put("userId", userId);
            }
            var sandbox = new SandboxControl(stack.sandbox());
            written.addTo(message, file -> sandbox.hand(file, to).path("id").asString());
            if (name != null) {
                message.put("name", name);
            }
            if (to != null) {
                message.put("phoneNumberId", to);
            }
            if (count != 1) {
                message.put("count", count);
            }
            var answer = sandbox.inbound(message);
            answer.path("wamids").forEach(wamid -> System.out.println(wamid.asString()));
            return report(answer, "To number " + answer.path("phoneNumberId").asString(""));
        }
    }

    /** The business writes on its own phone. */
    @Command(name = "echo", mixinStandardHelpOptions = true)
    static final class Echo implements Callable<Integer> {

        @Mixin
        private final StackOption stack = new StackOption();

        @Option(names = "--text", paramLabel = "TEXT", required = true)
        private String text = "";

        @Option(names = "--to", paramLabel = "PHONE", defaultValue = "+15551234567")
        private String to = "+15551234567";

        @Option(names = "--from", paramLabel = "PHONE-NUMBER-ID")
        private @Nullable String from;

        @Override
        public Integer call() {
            var message = new LinkedHashMap<String, Object>(Map.of("to", to, "text", text));
            if (from != null) {
                message.put("phoneNumberId", from);
            }
            var answer = new SandboxControl(stack.sandbox()).echo(message);
            answer.path("wamids").forEach(wamid -> System.out.println(wamid.asString()));
            return report(answer, "From number " + answer.path("phoneNumberId").asString(""));
        }
    }

    /** WhatsApp reports what became of a message. */
    @Command(name = "status", mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {

        @Mixin
        private final StackOption stack = new StackOption();

        @Option(names = "--wamid", paramLabel = "WAMID", required = true)
        private String wamid = "";

        @Option(names = "--status", paramLabel = "STATUS", required = true)
        private String status = "";

        @Option(names = "--error", paramLabel = "CODE")
        private @Nullable Integer error;

        @Override
        public Integer call() {
            var body = new LinkedHashMap<String, Object>(Map.of("wamid", wamid, "status", status));
            if (error != null) {
                body.put("errorCode", error);
            }
            return report(new SandboxControl(stack.sandbox()).status(body), status);
        }
    }

    /** WhatsApp reports what became of a template. */
    @Command(name = "template", mixinStandardHelpOptions = true)
    static final class Template implements Callable<Integer> {

        @Mixin
        private final StackOption stack = new StackOption();

        @Option(names = "--name", paramLabel = "NAME", required = true)
        private String name = "";

        @Option(names = "--language", paramLabel = "CODE")
        private @Nullable String language;

        @Option(names = "--status", paramLabel = "STATUS")
        private @Nullable String status;

        @Option(names = "--reason", paramLabel = "REASON")
        private @Nullable String reason;

        @Option(names = "--quality", paramLabel = "COLOUR")
        private @Nullable String quality;

        @Option(names = "--category", paramLabel = "CATEGORY")
        private @Nullable String category;

        @Override
        public Integer call() {
            var body = new LinkedHashMap<String, Object>();
            body.put("name", name);
            put(body, "language", language);
            put(body, "status", status);
            put(body, "reason", reason);
            put(body, "quality", quality);
            put(body, "category", category);
            return report(new SandboxControl(stack.sandbox()).template(body), name);
        }

        private static void put(Map<String, Object> body, String field, @Nullable String value) {
            if (value != null) {
                body.put(field, value);
            }
        }
    }
}
