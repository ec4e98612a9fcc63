package io.parley.contract;

/**
 * Kafka header names of every Parley event: CloudEvents 1.0, Kafka protocol binding, binary content mode. Values are
 * UTF-8 text.
 */
public final class EventHeaders {

    /** Always {@code 1.0}. */
    public static final String SPEC_VERSION = "ce_specversion";

    /** Identifies the event; a repeated delivery carries the same id. */
    public static final String ID = "ce_id";

    /** One of {@link EventTypes}. */
    public static final String TYPE = "ce_type";

    /** The service that wrote the event, as a URI reference such as {@code /messaging-service}. */
    public static final String SOURCE = "ce_source";

    /** When the fact happened, RFC 3339. */
    public static final String TIME = "ce_time";

    /** The id of the thing that the event is about. */
    public static final String SUBJECT = "ce_subject";

    /** The tenant that the event belongs to; consumers trust this and never the body. Absent where there is none. */
    public static final String TENANT_ID = "ce_tenantid";

    /** How a raw webhook is to be treated: one of {@link Disposition}. */
    public static final String DISPOSITION = "ce_disposition";

    /** The phone number id that a raw webhook is for, where it names one. */
    public static final String PHONE_NUMBER_ID = "ce_phonenumberid";

    /** The field of Meta's change that a raw webhook carries, such as {@code messages}. */
    public static final String FIELD = "ce_field";

    /** How many elements a raw webhook carries, as {@link WebhookElements} counts them. */
    public static final String ELEMENTS = "ce_elements";

    /** The socket through which somebody types, which is not told of it itself. */
    public static final String SOCKET = "ce_socket";

    /** W3C trace context. */
    public static final String TRACEPARENT = "traceparent";

    /** Media type of the value; always {@code application/json} but for raw webhooks that are not JSON. */
    public static final String CONTENT_TYPE = "content-type";

    private EventHeaders() {}
}
