package io.parley.kit.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads {@code page}, {@code limit} and {@code cursor}. */
final class PageRequestResolver implements HandlerMethodArgumentResolver {

    private static final int LONGEST_CURSOR = 200;

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        var page = number(request, "page", 1, Integer.MAX_VALUE, 1);
        var limit = number(request, "limit", 1, PageRequest.LARGEST_LIMIT, PageRequest.DEFAULT_LIMIT);
        var cursor = Optional.ofNullable(request.getParameter("cursor")).filter(text -> !text.isEmpty());
        if (cursor.isPresent() && cursor.get().length() > LONGEST_CURSOR) {
            throw ProblemException.ofField("cursor", "is not one that Parley gave");
        }
        return new PageRequest(page, limit, cursor);
    }

    private static int number(NativeWebRequest request, String name, int least, int most, int otherwise) {
        var text = request.getParameter(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, in the same words as a number out of range
        }
        var range = most == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
        throw ProblemException.ofField(name, "must be a whole number " + range);
    }
}
