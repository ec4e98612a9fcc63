package io.parley.auth.account;

import io.parley.contract.Role;
import io.parley.kit.security.Caller;
import io.parley.kit.web.CommonError;
import io.parley.kit.web.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a caller may do at this moment. A token tells what held when it was issued; changes of users, keys and settings ask
 * again, so that someone who was demoted or removed a minute ago cannot undo it.
 */
@Component
public class CurrentRole {

    private final JdbcClient jdbc;

    CurrentRole(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the caller's role; refuses a user or key that is no longer active. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Role of(Caller caller) {
        return jdbc.sql("""
                        select role from admin_user where tenant_id = :tenant and user_id = :id and active
                        union all
                        select role from api_key where tenant_id = :tenant and key_id = :id""")
                .param("tenant", caller.tenant().value())
                .param("id", caller.user())
                .query(String.class)
                .optional()
                .map(Role::valueOf)
                .orElseThrow(() -> ProblemException.of(CommonError.UNAUTHORIZED, "This account is no longer active"));
    }

    /** Refuses a caller whose role is now below {@code least}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void require(Caller caller, Role least) {
        if (of(caller).compareTo(least) > 0) {
            throw forbidden();
        }
    }

    public static ProblemException forbidden() {
        return ProblemException.of(CommonError.FORBIDDEN, "Your role does not allow this");
    }
}
