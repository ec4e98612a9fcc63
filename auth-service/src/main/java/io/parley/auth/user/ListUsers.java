package io.parley.auth.user;

import io.parley.auth.account.Slice;
import io.parley.auth.account.User;
import io.parley.contract.Role;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists a tenant's users, newest first. */
@Component
class ListUsers {

    private final UserTable users;

    ListUsers(UserTable users) {
        this.users = users;
    }

    record UserPage(List<UserResource> users, Pagination pagination) {}

    @Transactional(readOnly = true)
    UserPage list(Caller caller, PageRequest page) {
        var slice = Slice.of(page);
        var rows = users.read(caller.tenant(), slice);
        var shown = slice.shown(rows).stream()
                .map(user -> caller.role() == Role.AGENT ? UserResource.forAgents(user) : UserResource.of(user))
                .toList();
        return new UserPage(shown, slice.pagination(rows, users.count(caller.tenant()), User::id));
    }
}
