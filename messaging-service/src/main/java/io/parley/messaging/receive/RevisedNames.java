package io.parley.messaging.receive;

import io.parley.contract.TenantId;
import io.parley.messaging.receive.Element.Revision;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages that may have been changed now: those that came, and those that revisions of the batch name. */
final class RevisedNames {

    private RevisedNames() {}

    static Set<Revisions.Name> of(
            List<InboundMessages.Stored> stored,
            List<MirroredMessages.Brought> brought,
            List<Revision> revised,
            Map<Revisions.Name, Revisions.Kept> kept) {
        var names = new LinkedHashSet<Revisions.Name>();
        for (var one : stored) {
            if (one.owned()) {
                var origin = one.message().origin();
                add(
                        names,
                        origin.tenant(),
                        origin.phoneNumberId(),
                        one.message().wamid());
            }
        }
        for (var one : brought) {
            add(
                    names,
                    one.tenant(),
                    one.message().phoneNumberId(),
                    one.message().whatsappId());
        }
        revised.stream()
                .filter(one -> owned(kept, one))
                .map(Revision::originalName)
                .forEach(names::add);
        return names;
    }

    /** Tells whether the revision's raw event is the one that brought it first. */
    static boolean owned(Map<Revisions.Name, Revisions.Kept> kept, Revision revision) {
        var one = kept.get(revision.name());
        return one != null && one.owner().equals(revision.origin().rawEvent());
    }

    private static void add(Set<Revisions.Name> names, TenantId tenant, String number, @Nullable String wamid) {
        if (wamid != null) {
            names.add(new Revisions.Name(tenant, number, wamid));
        }
    }
}
