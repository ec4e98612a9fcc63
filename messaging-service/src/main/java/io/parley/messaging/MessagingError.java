package io.parley.messaging;

import io.parley.kit.web.ErrorCode;
import org.springframework.http.HttpStatus;

/** The refusals of this service, beyond those that every service knows. */
public enum MessagingError implements ErrorCode {
    /** The tenant has connected no WhatsApp number with an access token. */
    WHATSAPP_NOT_CONFIGURED(HttpStatus.BAD_REQUEST),
    /** The tenant wants nothing but templates sent to customers who have not written for 24 hours. */
    CUSTOMER_SERVICE_WINDOW_CLOSED(HttpStatus.BAD_REQUEST),
    /** The template is none of the business account's, or not in that language. */
    TEMPLATE_UNKNOWN(HttpStatus.BAD_REQUEST),
    /** WhatsApp has not approved the template, or no longer lets it be sent. */
    TEMPLATE_NOT_APPROVED(HttpStatus.BAD_REQUEST),
    /** The customer wants no marketing. */
    CONTACT_OPTED_OUT(HttpStatus.BAD_REQUEST),
    /** Only a customer's message can be marked as read. */
    MESSAGE_NOT_INBOUND(HttpStatus.BAD_REQUEST),
    /** The idempotency key belongs to another request. */
    IDEMPOTENCY_KEY_REUSED(HttpStatus.CONFLICT),
    /** Another request with the same idempotency key has not ended. */
    IDEMPOTENCY_KEY_IN_USE(HttpStatus.CONFLICT),
    /** Only a message to a customer that has failed can be sent again. */
    MESSAGE_NOT_FAILED(HttpStatus.CONFLICT),
    /** The message was sent again before. */
    MESSAGE_ALREADY_RESENT(HttpStatus.CONFLICT),
    /** What the message said and to whom is erased. */
    MESSAGE_ERASED(HttpStatus.GONE),
    /** The file is still being fetched from WhatsApp. */
    MEDIA_NOT_READY(HttpStatus.CONFLICT),
    /** The file could not be fetched from WhatsApp. */
    MEDIA_FAILED(HttpStatus.CONFLICT),
    /** Only a file that could not be fetched can be fetched again. */
    MEDIA_NOT_FAILED(HttpStatus.CONFLICT),
    /** The file was deleted after the time for which files are kept. */
    MEDIA_EXPIRED(HttpStatus.GONE),
    /** The store of files does not answer. */
    MEDIA_STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    MessagingError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
