package io.parley.conversation.view;

import io.parley.conversation.inbox.SearchText;
import io.parley.kit.database.CleanText;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A filter as SQL. Only the conditions that it has are written, so that each combination gets a plan of its own.
 *
 * @param conditions on a conversation called {@code c}, but for the tenant
 * @param parameters of these
 * @param facet under which {@code inbox_count} counts what matches status, assignee and unread
 * @param allRead whether what is unread is to be left out
 * @param wanted what to search for; null for nothing
 */
record Selection(
        List<String> conditions,
        Map<String, Object> parameters,
        String facet,
        boolean allRead,
        @Nullable String wanted,
        @Nullable String tag) {

    private static final int LONGEST_KEYED_EXACTLY = 3;

    static Selection of(Caller caller, ConversationFilter filter) {
        var conditions = new ArrayList<String>();
        var parameters = new LinkedHashMap<String, Object>();
        var facet = new StringBuilder();
        if (filter.status() != null) {
            conditions.add("c.status = :status");
            parameters.put("status", filter.status().name());
            facet.append("s:").append(filter.status());
        }
        if (filter.assignedTo() != null && !filter.assignedTo().isEmpty()) {
            var user = assignee(caller, filter.assignedTo());
            conditions.add(user == null ? "c.assigned_to is null" : "c.assigned_to = :assignee");
            if (user != null) {
                parameters.put("assignee", user);
            }
            facet.append("|a:").append(user == null ? "none" : user);
        }
        if (filter.unread() != null) {
            conditions.add(filter.unread() ? "c.unread_count > 0" : "c.unread_count = 0");
        }
        var wanted = filter.search() == null ? "" : SearchText.wanted(filter.search());
        if (!wanted.isEmpty()) {
            conditions.add("c.search_text like :pattern");
            parameters.put("pattern", "%" + wanted.replaceAll("[\\\\%_]", "\\\\$0") + "%");
        }
        var tag = filter.tag() == null ? "" : CleanText.of(filter.tag()).strip();
        if (!tag.isEmpty()) {
            conditions.add(":tag = any (c.tags)");
            parameters.put("tag", tag);
        }
        var unread = Boolean.TRUE.equals(filter.unread());
        return new Selection(
                List.copyOf(conditions),
                parameters,
                facet + (unread ? "|u" : ""),
                Boolean.FALSE.equals(filter.unread()),
                wanted.isEmpty() ? null : wanted,
                tag.isEmpty() ? null : tag);
    }

    /** Whether there is more to it than what is counted. */
    boolean isText() {
        return wanted != null || tag != null;
    }

    /** Whether it is a tag and nothing else, which is counted too. */
    boolean isTagAlone() {
        return conditions.size() == 1 && tag != null;
    }

    /** Whether whatever has the keys matches. */
    boolean isKeyedExactly() {
        return conditions.size() == 1
                && (wanted == null || wanted.codePointCount(0, wanted.length()) <= LONGEST_KEYED_EXACTLY);
    }

    /** Returns the condition that a {@code conversation_key k} meets for each match. */
    String keyed() {
        var keys = new ArrayList<String>();
        if (wanted != null) {
            keys.add("wanted_keys(:tenant, :wanted)");
        }
        if (tag != null) {
            keys.add("array[tag_key(:tenant, :tag)]");
        }
        return "k.tenant_id = :tenant and k.keys @> (" + String.join(" || ", keys) + ")";
    }

    String where() {
        return "c.tenant_id = :tenant"
                + String.join("", conditions.stream().map(one -> " and " + one).toList());
    }

    private static @Nullable UUID assignee(Caller caller, String text) {
        return switch (text) {
            case "me" -> caller.user();
            case "none" -> null;
            default -> {
                try {
                    yield UUID.fromString(text);
                } catch (IllegalArgumentException e) {
                    throw ProblemException.ofField("assignedTo", "must be me, none or the id of a user");
                }
            }
        };
    }
}
