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
        synopsisSubcommandLabel = "inbound|status|template",
        description =
                "Plays a customer or WhatsApp: writes to the business, reports what became of its message or template.",
        subcommands = {SimulateCommand.Inbound.class, SimulateCommand.Status.class, SimulateCommand.Template.class},
        footer = {
            "",
            "Examples:",
            "  ./parley simulate inbound --from +15551234567 --name Ada --text \"Hello\"",
            "  ./parley simulate status --wamid wamid.HBgL… --status read",
            "  ./parley simulate template --name welcome_message --status PAUSED"
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
    @Command(
            name = "inbound",
            mixinStandardHelpOptions = true,
            description = "A customer writes: the sandbox sends Parley the signed webhook.",
            footer = {
                "",
                "Examples:",
                "  ./parley simulate inbound --from +15551234567 --name Ada --text \"Hello\"",
                "  ./parley simulate inbound --text \"¿Está abierto?\" --to 106540352242922 --count 5",
                "  ./parley simulate inbound --reaction 👍 --reply-to wamid.HBgL…",
                "  ./parley simulate inbound --image --caption \"Is this in stock?\"",
                "  ./parley simulate inbound --file bill.pdf",
                "  ./parley simulate inbound --location 51.5,-0.12",
                "  ./parley simulate inbound --message '{\"type\":\"button\",\"button\":{\"payload\":\"STOP\",\"text\":\"Stop\"}}'"
            })
    static final class Inbound implements Callable<Integer> {

        @Mixin
        private final StackOption stack = new StackOption();

        @Option(
                names = "--from",
                paramLabel = "PHONE",
                defaultValue = "+15551234567",
                description = "The customer's number. Default: ${DEFAULT-VALUE}")
        private String from = "+15551234567";

        @Option(names = "--name", paramLabel = "NAME", description = "The customer's WhatsApp name.")
        private @Nullable String name;

        @Option(
                names = "--user-id",
                paramLabel = "BSUID",
                description = "A customer without a number, known by a business-scoped user id; instead of --from.")
        private @Nullable String userId;

        @Mixin
        private final CustomerMessage written = new CustomerMessage();

        @Option(
                names = "--to",
                paramLabel = "PHONE-NUMBER-ID",
                description = "The business's phone number id. Default: the one used last, which is the demo tenant's "
                        + "in a fresh stack")
        private @Nullable String to;

        @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "How often. Default: 1")
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

    /** WhatsApp reports what became of a message. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "WhatsApp reports what became of a message that Parley has sent.",
            footer = {
                "",
                "The wamid is the whatsappId of the message in GET /api/messages.",
                "",
                "Examples:",
                "  ./parley simulate status --wamid wamid.HBgL… --status read",
                "  ./parley simulate status --wamid wamid.HBgL… --status failed --error 131047"
            })
    static final class Status implements Callable<Integer> {

        @Mixin
        private final StackOption stack = new StackOption();

        @Option(names = "--wamid", paramLabel = "WAMID", required = true, description = "WhatsApp's id of the message.")
        private String wamid = "";

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                required = true,
                description = "sent, delivered, read, played or failed.")
        private String status = "";

        @Option(names = "--error", paramLabel = "CODE", description = "Meta's error code, with failed.")
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
    @Command(
            name = "template",
            mixinStandardHelpOptions = true,
            description = "WhatsApp gives a template another status, quality or category.",
            footer = {
                "",
                "Examples:",
                "  ./parley simulate template --name welcome_message --status PAUSED",
                "  ./parley simulate template --name welcome_message --status REJECTED --reason INVALID_FORMAT",
                "  ./parley simulate template --name welcome_message --quality YELLOW",
                "  ./parley simulate template --name welcome_message --category UTILITY"
            })
    static final class Template implements Callable<Integer> {

        @Mixin
        private final StackOption stack = new StackOption();

        @Option(names = "--name", paramLabel = "NAME", required = true, description = "The template's name.")
        private String name = "";

        @Option(names = "--language", paramLabel = "CODE", description = "Where it has several; the latest otherwise.")
        private @Nullable String language;

        @Option(names = "--status", paramLabel = "STATUS", description = "APPROVED, REJECTED, PAUSED, DISABLED …")
        private @Nullable String status;

        @Option(names = "--reason", paramLabel = "REASON", description = "Meta's word for why, with --status.")
        private @Nullable String reason;

        @Option(names = "--quality", paramLabel = "COLOUR", description = "GREEN, YELLOW or RED.")
        private @Nullable String quality;

        @Option(names = "--category", paramLabel = "CATEGORY", description = "MARKETING, UTILITY or AUTHENTICATION.")
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
