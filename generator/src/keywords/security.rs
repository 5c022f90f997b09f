//! Security schemes.

use crate::keywords::Vocabulary;
use crate::keywords::documented;
use crate::keywords::honoured;

pub(crate) static SECURITY_SCHEME: Vocabulary = Vocabulary {
    what: "a security scheme",
    keywords: &[
        honoured(
            "type",
            "`http`, `apiKey`, `oauth2`, `openIdConnect`; a warning for `mutualTLS`, which is for the transport",
        ),
        documented("description", "the docs of the setter of the credential"),
        honoured("name", "of the header, query parameter or cookie"),
        honoured("in", "header, query or cookie"),
        honoured(
            "scheme",
            "`bearer`, `basic`; for others the whole value of `Authorization`",
        ),
        documented("bearerFormat", "in the docs of the credential"),
        documented(
            "flows",
            "where a token is had, in the docs of the credential",
        ),
        documented("openIdConnectUrl", "in the docs of the credential"),
        honoured("x-env", "the environment variable of the credential"),
    ],
};

pub(crate) static OAUTH_FLOWS: Vocabulary = Vocabulary {
    what: "flows",
    keywords: &[
        documented("implicit", "see the flow"),
        documented("password", "see the flow"),
        documented("clientCredentials", "see the flow"),
        documented("authorizationCode", "see the flow"),
    ],
};

pub(crate) static OAUTH_FLOW: Vocabulary = Vocabulary {
    what: "an OAuth flow",
    keywords: &[
        documented("authorizationUrl", "in the docs of the credential"),
        documented("tokenUrl", "in the docs of the credential"),
        documented("refreshUrl", "in the docs of the credential"),
        documented("scopes", "in the docs of the credential"),
    ],
};
