"""The Flask application: every route, and what stands around them all."""

from flask import Flask

from beraad.web.account_pages import account_pages
from beraad.web.casebank_pages import casebank_pages
from beraad.web.compress import install_compression
from beraad.web.draft_pages import draft_pages
from beraad.web.emergency_pages import emergency_pages
from beraad.web.errors import install_errors
from beraad.web.guide_pages import guide_pages
from beraad.web.health import health
from beraad.web.key_pages import key_pages
from beraad.web.language import install_language
from beraad.web.log import install_log
from beraad.web.minority_pages import minority_pages
from beraad.web.practice_pages import practice_pages
from beraad.web.prepare_pages import prepare_pages
from beraad.web.reading_pages import reading_pages
from beraad.web.rehearsal_pages import rehearsal_pages
from beraad.web.report_pages import report_pages
from beraad.web.security import BIGGEST_BODY, install_security
from beraad.web.session_pages import session_pages
from beraad.web.share_pages import share_pages
from beraad.web.sign_in import install_sign_in
from beraad.web.static_files import static_files
from beraad.web.use_cases import UseCases


def flask_application(use_cases: UseCases) -> Flask:
    """Return the Flask application that calls `use_cases`."""
    settings = use_cases.settings
    app = Flask("beraad.web", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=BIGGEST_BODY, MAX_FORM_MEMORY_SIZE=BIGGEST_BODY)
    app.extensions["beraad"] = use_cases
    install_log(app)
    install_security(app, settings.origins, https=settings.https)
    install_language(app, secure=settings.https)
    install_compression(app)
    install_sign_in(app, settings.secret, https=settings.https)
    install_errors(app)
    rooms = (
        prepare_pages, session_pages, key_pages, emergency_pages, report_pages, minority_pages, practice_pages,
        rehearsal_pages,
    )  # fmt: skip
    drafts = (draft_pages, reading_pages, share_pages)
    pages = (account_pages, *rooms, *drafts, casebank_pages, guide_pages, health, static_files())
    for blueprint in pages:
        app.register_blueprint(blueprint)
    return app
