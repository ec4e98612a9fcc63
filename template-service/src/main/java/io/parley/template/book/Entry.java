package io.parley.template.book;

import io.parley.contract.TenantId;
import io.parley.kit.security.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a template's history.
 *
 * @param what UPPER_SNAKE, such as CREATED, SUBMITTED, EDITED, STATUS_CHANGED
 * @param source who or what says so
 * @param user who did it, where somebody did
 * @param detail what is worth knowing of it, such as the status before and after
 */
public record Entry(
        TenantId tenant,
        UUID template,
        String what,
        Source source,
        @Nullable UUID user,
        @Nullable String userName,
        Map<String, Object> detail,
        Instant at) {

    /** Who or what says that something happened. */
    public enum Source {
        USER,
        WHATSAPP,
        SYNC
    }

    public Entry {
        detail = Map.copyOf(detail);
    }

    /** Something that somebody did. */
    public static Entry by(Caller caller, Template template, String what, Map<String, Object> detail, Instant at) {
        return new Entry(template.tenant(), template.id(), what, Source.USER, caller.user(), caller.name(), detail, at);
    }

    /** Something that happened at WhatsApp. */
    public static Entry from(Source source, Template template, String what, Map<String, Object> detail, Instant at) {
        return new Entry(template.tenant(), template.id(), what, source, null, null, detail, at);
    }
}
