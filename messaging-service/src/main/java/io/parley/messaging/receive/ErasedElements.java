package io.parley.messaging.receive;

import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import io.parley.kit.erasure.ErasedTraces;
import io.parley.kit.erasure.ErasedTraces.Trace;
import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.message.ErasedMessages;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds what must not be applied any more: what was said of a customer before they were erased, however late it comes, and
 * statuses of their messages whenever they are said. Tenants that have never erased anybody pay one look for it.
 */
@Repository
class ErasedElements {

    /** Why such an element is ignored. */
    static final String REASON = "CUSTOMER_ERASED";

    private final JdbcClient jdbc;
    private final ErasedTraces traces;

    ErasedElements(JdbcClient jdbc, ErasedTraces traces) {
        this.jdbc = jdbc;
        this.traces = traces;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Set<Element> among(List<Element> elements) {
        var tenants = elements.stream().map(one -> one.origin().tenant()).collect(Collectors.toSet());
        var concerned = erasing(tenants);
        if (concerned.isEmpty()) {
            return Set.of();
        }
        var suspects = elements.stream()
                .filter(one -> concerned.contains(one.origin().tenant()))
                .toList();
        var known = traces.find(
                suspects.stream().flatMap(one -> names(one).stream()).toList());
        var erased = new HashSet<Element>();
        suspects.stream().filter(one -> isOlder(one, known)).forEach(erased::add);
        erased.addAll(ofErasedMessages(suspects.stream()
                .filter(Element.Status.class::isInstance)
                .map(Element.Status.class::cast)
                .toList()));
        return erased;
    }

    private Set<TenantId> erasing(Collection<TenantId> tenants) {
        return new HashSet<>(jdbc.sql("""
                        select t.id from unnest(?::uuid[]) as t (id)
                        where exists (select 1 from erasure e where e.tenant_id = t.id)""")
                .param(Columns.of(tenants, one -> one))
                .query((row, number) -> new TenantId(row.getObject(1, UUID.class)))
                .list());
    }

    private static List<Trace> names(Element element) {
        var names = new ArrayList<Trace>();
        var sighting = element.sighting();
        var tenant = element.origin().tenant();
        if (sighting != null) {
            sighting.identities().forEach(identity -> names.add(Trace.ofName(tenant, identity.value())));
        }
        if (element instanceof Element.Status status) {
            var recipient = status.report().key().recipient();
            PhoneNumber.parse(recipient)
                    .map(Identity::of)
                    .or(() -> Identity.ofUserId(recipient))
                    .ifPresent(identity -> names.add(Trace.ofName(tenant, identity.value())));
        }
        return names;
    }

    /** Whether it came, or by WhatsApp's clock of whole seconds was said, before somebody it names was erased. */
    private static boolean isOlder(Element element, ErasedTraces.Known known) {
        var receivedAt = element.origin().receivedAt();
        var saidAt = saidAt(element);
        return names(element).stream()
                .flatMap(name -> known.at(name).stream())
                .anyMatch(erasedAt ->
                        !receivedAt.isAfter(erasedAt) || saidAt.isBefore(erasedAt.truncatedTo(ChronoUnit.SECONDS)));
    }

    private static Instant saidAt(Element element) {
        var sighting = element.sighting();
        if (element instanceof Element.Status status) {
            return status.report().at();
        }
        return sighting == null ? element.origin().receivedAt() : sighting.at();
    }

    private List<Element> ofErasedMessages(List<Element.Status> statuses) {
        if (statuses.isEmpty()) {
            return List.of();
        }
        var places = new HashSet<>(jdbc.sql("""
                        select n.place from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[]) with ordinality
                          as n (tenant_id, phone_number_id, mark, message_id, place)
                        where exists (select 1 from message m where m.tenant_id = n.tenant_id
                            and m.phone_number_id = n.phone_number_id and m.wamid = n.mark)
                          or exists (select 1 from message m where m.tenant_id = n.tenant_id and m.id = n.message_id
                            and m.erased_at is not null)""")
                .param(Columns.of(statuses, one -> one.origin().tenant()))
                .param(Columns.of(statuses, one -> one.report().key().phoneNumberId()))
                .param(Columns.of(
                        statuses,
                        one -> ErasedMessages.markOf(
                                one.origin().tenant(),
                                one.report().key().phoneNumberId(),
                                one.report().key().wamid())))
                .param(Columns.of(statuses, one -> one.report().messageId().orElse(null)))
                .query(Integer.class)
                .list());
        var erased = new ArrayList<Element>();
        for (var i = 0; i < statuses.size(); i++) {
            if (places.contains(i + 1)) {
                erased.add(statuses.get(i));
            }
        }
        return erased;
    }
}
