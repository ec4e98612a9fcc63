package io.parley.auth.user;

import io.parley.auth.account.EmailAddress;
import io.parley.auth.account.Name;
import io.parley.auth.account.NewPassword;
import io.parley.auth.account.PasswordHashing;
import io.parley.auth.account.User;
import io.parley.auth.audit.Actor;
import io.parley.auth.user.ListUsers.UserPage;
import io.parley.contract.Role;
import io.parley.kit.id.Ids;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The users of the caller's tenant. Everyone may list them; administrators change them. */
@RestController
@RequestMapping("/api/auth/users")
class UserController {

    private final ListUsers listUsers;
    private final ManageUsers manageUsers;
    private final PasswordHashing passwords;
    private final Clock clock;
    private final Ids ids;

    UserController(ListUsers listUsers, ManageUsers manageUsers, PasswordHashing passwords, Clock clock, Ids ids) {
        this.listUsers = listUsers;
        this.manageUsers = manageUsers;
        this.passwords = passwords;
        this.clock = clock;
        this.ids = ids;
    }

    record NewUser(
            @NotNull EmailAddress email,
            @NotNull Name name,
            @NotNull Role role,
            @NotNull NewPassword password) {}

    @Operation(
            summary = "List users",
            description = "All users of the tenant, newest first. Agents see id, name and role: what it takes to "
                    + "assign.")
    @GetMapping
    Success<UserPage> list(Caller caller, PageRequest page) {
        return Success.of(listUsers.list(caller, page));
    }

    @Operation(summary = "Add a user", description = "An ADMIN may add an AGENT, an OWNER everybody.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasRole('ADMIN')")
    Success<UserResource> add(Actor actor, @Valid @RequestBody NewUser request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var user = new User(
                ids.next(), actor.caller().tenant(), request.email(), request.name(), request.role(), true, now);
        manageUsers.add(actor, user, passwords.hash(request.password()));
        return Success.of(UserResource.of(user));
    }

    @Operation(
            summary = "Change a user",
            description = "What is absent stays. Who is made inactive is signed out. The last OWNER stays one.")
    @PatchMapping("/{id}")
    @PreAuthorize("hasRole('ADMIN')")
    Success<UserResource> change(Actor actor, @PathVariable UUID id, @RequestBody UserChange request) {
        return Success.of(UserResource.of(manageUsers.change(actor, id, request, clock.instant())));
    }

    @Operation(
            summary = "Remove a user",
            description = "Conversations that were assigned to the user are nobody's then.")
    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('ADMIN')")
    Success<Map<String, Object>> remove(Actor actor, @PathVariable UUID id) {
        manageUsers.remove(actor, id, clock.instant());
        return Success.done();
    }
}
