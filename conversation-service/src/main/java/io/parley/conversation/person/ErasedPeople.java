package io.parley.conversation.person;

import io.parley.contract.TenantId;
import io.parley.kit.erasure.ErasedTraces;
import io.parley.kit.erasure.ErasedTraces.Trace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what is told late of erased customers from bringing them back. */
@Service
public class ErasedPeople {

    private final ErasedTraces traces;

    ErasedPeople(ErasedTraces traces) {
        this.traces = traces;
    }

    /**
     * Whom a record is about.
     *
     * @param ids of the customer and the thread, as far as it names them; who was erased under an id never has it again
     * @param address E.164 with {@code +} or a user id; somebody else may have it after the erasure
     * @param at when it was said
     */
    public record Subject(
            TenantId tenant, List<UUID> ids, @Nullable String address, Instant at) {

        public Subject {
            ids = List.copyOf(ids);
        }

        private Stream<Trace> ofIds() {
            return ids.stream().map(id -> new Trace(tenant, id));
        }

        private Stream<Trace> ofName() {
            return address == null ? Stream.empty() : Stream.of(traceOf(tenant, address));
        }

        private boolean isIn(ErasedTraces.Known known) {
            return ofIds().anyMatch(known::has)
                    || ofName().flatMap(name -> known.at(name).stream())
                            // WhatsApp tells time in whole seconds
                            .anyMatch(erasedAt -> at.isBefore(erasedAt.truncatedTo(ChronoUnit.SECONDS)));
        }
    }

    /** Returns, for each of {@code subjects}, whether it is about somebody who was erased after it was said. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Boolean> areErased(Collection<Subject> subjects) {
        var wanted = new ArrayList<Trace>();
        subjects.forEach(one -> Stream.concat(one.ofIds(), one.ofName()).forEach(wanted::add));
        var known = traces.find(wanted);
        return subjects.stream().map(one -> !known.isEmpty() && one.isIn(known)).toList();
    }

    /** Remembers that customers, threads and names are erased. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(TenantId tenant, Collection<UUID> ids, Collection<String> addresses, Instant at) {
        var kept = new ArrayList<Trace>();
        ids.forEach(id -> kept.add(new Trace(tenant, id)));
        addresses.forEach(address -> kept.add(traceOf(tenant, address)));
        traces.keep(kept, at);
    }

    private static Trace traceOf(TenantId tenant, String address) {
        var key = address.startsWith("+") ? PhoneKey.of(address) : address;
        return Trace.ofName(tenant, key == null ? address : key);
    }
}
