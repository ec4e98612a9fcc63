package io.parley.messaging.accept;

import io.parley.contract.MessageType;
import io.parley.contract.TenantId;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.MessagingError;
import io.parley.messaging.accept.content.OutboundContent;
import io.parley.messaging.consent.Consents;
import io.parley.messaging.message.Recipient;
import io.parley.messaging.number.WhatsAppNumber;
import io.parley.messaging.template.Template;
import io.parley.messaging.template.Templates;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Judges a template message before it is accepted: whether the template exists and may be sent, is filled as it wants,
 * and whether the customer wants to hear of it. Where nothing is known of the tenant's templates, WhatsApp judges.
 */
@Component
class TemplateCheck {

    private static final Logger log = LoggerFactory.getLogger(TemplateCheck.class);

    private final Templates templates;
    private final Consents consents;

    TemplateCheck(Templates templates, Consents consents) {
        this.templates = templates;
        this.consents = consents;
    }

    /** Returns the draft with what fills the template; throws {@link ProblemException} where it cannot be sent. */
    Draft check(TenantId tenant, Draft draft, WhatsAppNumber number, UUID customer) {
        if (draft.type() != MessageType.TEMPLATE) {
            return draft;
        }
        var known = templates.named(
                tenant,
                number.businessAccountId(),
                String.valueOf(draft.content().get("name")));
        if (!known.synced()) {
            log.debug("no template of tenant {} is known; WhatsApp will judge the one that is sent", tenant);
            return draft.saying(OutboundContent.read(MessageType.TEMPLATE, draft.content()));
        }
        var template = inLanguage(known, String.valueOf(draft.content().get("language")));
        requireApproved(template);
        if (template.isAuthentication() && draft.to() instanceof Recipient.User) {
            throw ProblemException.ofField("to", "must be a phone number: WhatsApp sends codes to no user id");
        }
        var filled = draft.saying(OutboundContent.read(template, draft.content()));
        if (template.isMarketing() && consents.hasOptedOut(tenant, customer)) {
            throw ProblemException.ofField(
                    MessagingError.CONTACT_OPTED_OUT, "to", "has opted out of marketing messages");
        }
        return filled;
    }

    private static Template inLanguage(Templates.Known known, String language) {
        if (known.languages().isEmpty()) {
            throw ProblemException.ofField(
                    MessagingError.TEMPLATE_UNKNOWN,
                    "content.name",
                    "is not a template of the business account that the message is sent from");
        }
        return known.languages().stream()
                .filter(one -> one.language().equals(language))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField(
                        MessagingError.TEMPLATE_UNKNOWN,
                        "content.language",
                        "is not a language of this template; it has "
                                + known.languages().stream()
                                        .map(Template::language)
                                        .distinct()
                                        .sorted()
                                        .toList()));
    }

    private static void requireApproved(Template template) {
        if (!template.isApproved()) {
            var reason = Optional.ofNullable(template.rejectionReason())
                    .map(text -> " (" + text + ")")
                    .orElse("");
            throw ProblemException.ofField(
                    MessagingError.TEMPLATE_NOT_APPROVED,
                    "content.name",
                    "cannot be sent: WhatsApp has it as " + template.status() + reason);
        }
    }
}
