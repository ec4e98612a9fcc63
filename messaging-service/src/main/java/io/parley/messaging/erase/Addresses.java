package io.parley.messaging.erase;

import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a customer is known by, in the forms in which this service keeps it. */
record Addresses(List<Identity> identities, Set<String> spellings) {

    static Addresses of(List<String> texts) {
        var identities = new ArrayList<Identity>();
        var spellings = new LinkedHashSet<String>();
        for (var text : texts) {
            PhoneNumber.parse(text).ifPresent(phone -> {
                identities.add(Identity.of(phone));
                spellings.add(phone.digits());
                spellings.add(phone.e164());
                spellings.add(phone.matchKey());
            });
            Identity.ofUserId(text).ifPresent(user -> {
                identities.add(user);
                spellings.add(user.value());
            });
        }
        return new Addresses(List.copyOf(identities), Set.copyOf(spellings));
    }

    List<String> names() {
        return identities.stream().map(Identity::value).toList();
    }
}
