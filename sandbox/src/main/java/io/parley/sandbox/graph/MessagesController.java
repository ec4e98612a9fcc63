package io.parley.sandbox.graph;

import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.fault.FaultStage;
import io.parley.sandbox.ledger.AcceptedSend;
import io.parley.sandbox.ledger.ReadReceipts;
import io.parley.sandbox.meta.MetaJson;
import io.parley.sandbox.rule.MessageRules;
import io.parley.sandbox.rule.Order;
import io.parley.sandbox.template.TemplateSends;
import io.parley.sandbox.web.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Takes messages and read receipts. */
@RestController
class MessagesController {

    private final GraphAccess access;
    private final SentFiles files;
    private final TemplateSends templates;
    private final SendMessage sendMessage;
    private final StatusPlan statusPlan;
    private final ReadReceipts receipts;
    private final Spoiler spoiler;
    private final GraphAnswers answers;

    MessagesController(
            Doors doors,
            SendMessage sendMessage,
            StatusPlan statusPlan,
            ReadReceipts receipts,
            Spoiler spoiler,
            GraphAnswers answers) {
        this.access = doors.access();
        this.files = doors.files();
        this.templates = doors.templates();
        this.sendMessage = sendMessage;
        this.statusPlan = statusPlan;
        this.receipts = receipts;
        this.spoiler = spoiler;
        this.answers = answers;
    }

    /** What a message must pass besides the rules for its body. */
    @Component
    record Doors(GraphAccess access, SentFiles files, TemplateSends templates) {}

    @PostMapping(GraphPath.VERSION + "/{id}/messages")
    ResponseEntity<byte[]> messages(@PathVariable String id, HttpServletRequest request) {
        var fault = spoiler.draw(id);
        fault.ifPresent(rule -> spoiler.strike(rule, FaultStage.BEFORE));
        var number = access.number(request, id);
        var body = RequestBody.read(request);
        // Graph treats a body it cannot read as one without parameters.
        var message = MetaJson.readObject(body).orElseGet(MetaJson::object);
        var order = MessageRules.judge(message);
        files.check(number, message);
        templates.check(number.businessAccountId(), message);
        var answer = switch (order) {
            case Order.Send send -> send(number, send, body);
            case Order.MarkRead read -> markRead(number, read);
        };
        fault.ifPresent(rule -> spoiler.strike(rule, FaultStage.AFTER_ACCEPT));
        return answer;
    }

    private ResponseEntity<byte[]> send(BusinessNumber number, Order.Send order, byte[] body) {
        var accepted = sendMessage.accept(number, order, body);
        statusPlan.begin(number, accepted.send(), accepted.failure());
        return answers.ok(acceptance(accepted.send()));
    }

    private ResponseEntity<byte[]> markRead(BusinessNumber number, Order.MarkRead read) {
        receipts.add(number.id(), read.messageId(), read.typing());
        return answers.success();
    }

    private static ObjectNode acceptance(AcceptedSend send) {
        var body = MetaJson.object();
        body.put("messaging_product", "whatsapp");
        var recipient = send.recipient();
        var contact = body.putArray("contacts").addObject().put("input", recipient.input());
        if (recipient.waId() != null) {
            contact.put("wa_id", recipient.waId());
        } else if (recipient.group()) {
            contact.put("wa_id", recipient.input());
        } else {
            contact.put("user_id", recipient.userId());
        }
        var message = body.putArray("messages").addObject().put("id", send.wamid());
        if (send.isTemplate()) {
            message.put("message_status", "accepted");
        }
        return body;
    }
}
