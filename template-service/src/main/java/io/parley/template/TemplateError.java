package io.parley.template;

import io.parley.kit.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** The refusals of this service, beyond those that every service knows. */
public enum TemplateError implements ErrorCode {
    /** The tenant has connected no business account with an access token. */
    WHATSAPP_NOT_CONFIGURED(HttpStatus.BAD_REQUEST),
    /** WhatsApp does not accept the tenant's access token for this. */
    WHATSAPP_CREDENTIALS_REJECTED(HttpStatus.BAD_REQUEST),
    /** WhatsApp cannot be reached, or does not answer. */
    WHATSAPP_UNREACHABLE(HttpStatus.SERVICE_UNAVAILABLE),
    /** WhatsApp was asked too often. */
    WHATSAPP_RATE_LIMIT(HttpStatus.TOO_MANY_REQUESTS),
    /** WhatsApp does not take the template, or what was asked of it. */
    TEMPLATE_REFUSED(HttpStatus.BAD_REQUEST),
    /** The business account has a template of this name in this language. */
    TEMPLATE_EXISTS(HttpStatus.CONFLICT),
    /** In the status that it has, nothing can be done with the template. */
    TEMPLATE_NOT_EDITABLE(HttpStatus.CONFLICT),
    /** WhatsApp lets an approved template be edited once a day and ten times in 30 days. */
    TEMPLATE_EDIT_LIMIT(HttpStatus.TOO_MANY_REQUESTS);

    private final HttpStatus status;

    TemplateError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
