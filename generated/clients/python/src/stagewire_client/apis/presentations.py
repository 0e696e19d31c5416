"""Stagewire Presentations: Presentations that phones drive and audiences join."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Literal

from .._transport import AsyncTransport, Call, RequestOptions, Transport, walk, walk_async
from .._wire import nothing, query, segment
from ..models import (
    ChangeSettings,
    ChatMessage,
    ClaimedPairing,
    ClaimPairing,
    CommandDone,
    CreatePairing,
    CreatePresentation,
    DefineSlide,
    Device,
    DevicePage,
    MessagePage,
    Pairing,
    PairingStatus,
    Poll,
    PollPage,
    Presentation,
    PresentationCommand,
    PresentationPage,
    PresentationRole,
    PresentationState,
    PresentationStatus,
    PresentationSummary,
    Question,
    QuestionPage,
    SendCommand,
    UpdateDevice,
    UpdatePresentation,
)


class PresentationsAPI:
    """Presentations that phones drive and audiences join."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_presentations(
        self,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: PresentationStatus | None = None,
        options: RequestOptions | None = None,
    ) -> PresentationPage:
        """List presentations.

        The application's presentations, the newest first, without their slides.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            status: Only presentations in this status.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/presentations",
                decode=lambda response: PresentationPage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("status", status),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_presentations(
        self,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: PresentationStatus | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[PresentationSummary]:
        """Every item of `list_presentations`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_presentations(
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                status=status,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def create_presentation(
        self,
        *,
        app_id: str | None = None,
        title: str,
        slides: list[DefineSlide],
        settings: ChangeSettings | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Presentation:
        """Create a presentation.

        Makes a presentation of a deck: at most 300 slides with 256 KiB in all. Everything
        is switched on for the audience unless the settings say otherwise.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            title: What it is called.
            slides: The slides, in order.
            settings: What the audience may do. What is left out stays; everything is on at
                first.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/presentations",
                decode=lambda response: Presentation.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=CreatePresentation(title=title, slides=slides, settings=settings).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def get_presentation(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Presentation:
        """Get a presentation.

        The presentation with its slides, their notes and its settings.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}",
                decode=lambda response: Presentation.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def delete_presentation(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a presentation.

        Deletes it with its pairings, devices, polls, questions and chat. Its room is
        closed, and its devices can do nothing any more.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/presentations/{segment('presentation_id', presentation_id)}",
                decode=nothing,
                query=query(("app_id", app_id)),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def update_presentation(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        title: str | None = None,
        slides: list[DefineSlide] | None = None,
        settings: ChangeSettings | None = None,
        options: RequestOptions | None = None,
    ) -> Presentation:
        """Change a presentation.

        Changes title, slides (as a whole) or settings. Those who take part are told `deck`
        and ask for `state`. If the slide that is shown is gone, the last one is shown.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            title: What it is called.
            slides: The slides, in order.
            settings: What the audience may do. What is left out stays; everything is on at
                first.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "PATCH",
                f"/api/presentations/{segment('presentation_id', presentation_id)}",
                decode=lambda response: Presentation.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=UpdatePresentation(title=title, slides=slides, settings=settings).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def get_presentation_state(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> PresentationState:
        """Get what is shown.

        The state as of now. To follow it, subscribe to the presentation's room on the
        WebSocket.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/state",
                decode=lambda response: PresentationState.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def send_command(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        command: PresentationCommand,
        version: int | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> CommandDone:
        """Send a command.

        Does what a device does with `command` on the WebSocket, as a presenter with the id
        `server`. `409` says that the state was changed since `version`, that somebody else
        drives, that the presentation has ended, or that a poll takes no such vote: read the
        state and try again. 600 commands a minute for each key.

        Needs the scope `presentations:write`. Limited to 600 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            command: What to do. Which fields go with it depends on `name`.

                - Driving, for presenters and controllers: `next`, `previous`, `goto` (`slide`,
                  `step`), `blackout` (`on`), `pointer` (`point`, null takes it away), `timer`
                  (`action`), `annotate` (`annotation`), `clear` (`slide`, else all). `take`
                  keeps other drivers off, `hand_over` (`to`, null for nobody) gives that to
                  another. A presenter may take the drive from anybody.
                - For presenters: `start`, `end`, `create_poll` (`poll`), `open_poll`,
                  `close_poll` (`poll_id`), `answer` (`question_id`, `text`), `dismiss`
                  (`question_id`), `remove_message` (`message_id`).
                - For everybody, as far as the settings let them: `react` (`reaction`),
                  `raise_hand`, `lower_hand` (`participant`: a presenter may lower another's),
                  `chat` (`text`), `vote` (`poll_id`, `choices`: places of options, counted from
                  0), `ask` (`text`), `upvote` (`question_id`, `on`), `cursor` (`point`).
                - `state` changes nothing and answers the `snapshot`.
            version: Grows by one with each change of the state. What is older than what you
                have seen can be dropped.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/commands",
                decode=lambda response: CommandDone.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=SendCommand(command=command, version=version).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def create_pairing(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        role: PresentationRole,
        name: str | None = None,
        expires_in: int | None = None,
        max_claims: int | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Pairing:
        """Let devices pair.

        Makes a short code that devices claim to get a role. Show `code` to be typed at
        `url`, or `url` as the picture at `qr`. It works for `expires_in` seconds and
        `max_claims` devices. The code is answered this once: the server keeps a digest.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            role: `presenter` may do everything, `controller` may drive and take part,
                `viewer` may take part as far as the settings let it.
            name: What people call the device.
            expires_in: Seconds the code can be claimed.
            max_claims: How many devices can claim it.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/pairings",
                decode=lambda response: Pairing.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=CreatePairing(
                    role=role, name=name, expires_in=expires_in, max_claims=max_claims
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def get_pairing(
        self,
        presentation_id: str,
        pairing_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> PairingStatus:
        """Get a pairing.

        How many devices have claimed it so far, without its code. A revoked one answers
        `404`.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            pairing_id: The pairing's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/pairings/{segment('pairing_id', pairing_id)}",
                decode=lambda response: PairingStatus.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def revoke_pairing(
        self,
        presentation_id: str,
        pairing_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Revoke a pairing.

        The code pairs nobody any more. Devices that claimed it stay.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            pairing_id: The pairing's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/pairings/{segment('pairing_id', pairing_id)}",
                decode=nothing,
                query=query(("app_id", app_id)),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def list_devices(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        role: PresentationRole | None = None,
        options: RequestOptions | None = None,
    ) -> DevicePage:
        """List devices.

        The devices that were paired and whose tokens still hold, the newest first.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            role: Only devices with this role.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/devices",
                decode=lambda response: DevicePage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("role", role),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_devices(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        role: PresentationRole | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Device]:
        """Every item of `list_devices`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_devices(
                presentation_id,
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                role=role,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def get_device(
        self,
        presentation_id: str,
        device_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Device:
        """Get a device.

        A device that was paired and was not removed.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            device_id: The device's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/devices/{segment('device_id', device_id)}",
                decode=lambda response: Device.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def remove_device(
        self,
        presentation_id: str,
        device_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Remove a device.

        Its token stops at once: its connections are closed with the code 4006, it is kept
        from coming back, and its commands are refused.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            device_id: The device's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/devices/{segment('device_id', device_id)}",
                decode=nothing,
                query=query(("app_id", app_id)),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def update_device(
        self,
        presentation_id: str,
        device_id: str,
        *,
        app_id: str | None = None,
        role: PresentationRole | None = None,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> Device:
        """Change a device's role or name.

        The new role counts from the next command on; the device is told `device` in the
        room. Who drives and becomes a viewer does not drive any more.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            device_id: The device's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            role: `presenter` may do everything, `controller` may drive and take part,
                `viewer` may take part as far as the settings let it.
            name: What people call the device.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "PATCH",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/devices/{segment('device_id', device_id)}",
                decode=lambda response: Device.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=UpdateDevice(role=role, name=name).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def list_polls(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> PollPage:
        """List polls.

        The polls with their votes so far, the newest first.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/polls",
                decode=lambda response: PollPage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_polls(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Poll]:
        """Every item of `list_polls`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_polls(
                presentation_id,
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def list_questions(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: Literal["open", "answered", "dismissed"] | None = None,
        options: RequestOptions | None = None,
    ) -> QuestionPage:
        """List questions.

        The audience's questions, the most wanted first.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            status: Only questions in this status.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/questions",
                decode=lambda response: QuestionPage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("status", status),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_questions(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: Literal["open", "answered", "dismissed"] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Question]:
        """Every item of `list_questions`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_questions(
                presentation_id,
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                status=status,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def list_messages(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> MessagePage:
        """List chat messages.

        The chat, the newest message first. The last 1000 messages are kept.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/messages",
                decode=lambda response: MessagePage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_messages(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[ChatMessage]:
        """Every item of `list_messages`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_messages(
                presentation_id,
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def claim_pairing(
        self,
        code: str,
        *,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> ClaimedPairing:
        """Pair a device.

        Takes one of the code's claims and answers the device's client token. It needs no
        key: who knows the code may. `404` says that there is no such code, `410` that it
        has expired, is used up or was revoked. 20 wrong codes a minute block the address.

        Needs no API key. Limited to 600 requests per minute and IP address.

        Args:
            code: The code as it was shown, eight letters and digits. Small letters and a
                missing hyphen are fine, and O, I and L are read as 0 and 1.
            name: What people call the device.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/pairings/{segment('code', code)}/claim",
                decode=lambda response: ClaimedPairing.from_dict(response.json()),
                json=ClaimPairing(name=name).to_dict(),
                accept="application/json",
            ),
            options,
        )

    def get_pairing_qr(
        self,
        code: str,
        *,
        options: RequestOptions | None = None,
    ) -> bytes:
        """Get a pairing's QR code.

        The pairing's `url` as a QR code (ISO/IEC 18004) in SVG, to be shown as a picture.
        It takes no claim and needs no key.

        Needs no API key. Limited to 600 requests per minute and IP address.

        Args:
            code: The code as it was shown, eight letters and digits. Small letters and a
                missing hyphen are fine, and O, I and L are read as 0 and 1.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/pairings/{segment('code', code)}/qr",
                decode=lambda response: response.content,
                accept="image/svg+xml",
            ),
            options,
        )


class AsyncPresentationsAPI:
    """Presentations that phones drive and audiences join."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_presentations(
        self,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: PresentationStatus | None = None,
        options: RequestOptions | None = None,
    ) -> PresentationPage:
        """List presentations.

        The application's presentations, the newest first, without their slides.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            status: Only presentations in this status.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/presentations",
                decode=lambda response: PresentationPage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("status", status),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_presentations(
        self,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: PresentationStatus | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[PresentationSummary]:
        """Every item of `list_presentations`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_presentations(
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                status=status,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def create_presentation(
        self,
        *,
        app_id: str | None = None,
        title: str,
        slides: list[DefineSlide],
        settings: ChangeSettings | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Presentation:
        """Create a presentation.

        Makes a presentation of a deck: at most 300 slides with 256 KiB in all. Everything
        is switched on for the audience unless the settings say otherwise.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            title: What it is called.
            slides: The slides, in order.
            settings: What the audience may do. What is left out stays; everything is on at
                first.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/presentations",
                decode=lambda response: Presentation.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=CreatePresentation(title=title, slides=slides, settings=settings).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def get_presentation(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Presentation:
        """Get a presentation.

        The presentation with its slides, their notes and its settings.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}",
                decode=lambda response: Presentation.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def delete_presentation(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a presentation.

        Deletes it with its pairings, devices, polls, questions and chat. Its room is
        closed, and its devices can do nothing any more.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/presentations/{segment('presentation_id', presentation_id)}",
                decode=nothing,
                query=query(("app_id", app_id)),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def update_presentation(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        title: str | None = None,
        slides: list[DefineSlide] | None = None,
        settings: ChangeSettings | None = None,
        options: RequestOptions | None = None,
    ) -> Presentation:
        """Change a presentation.

        Changes title, slides (as a whole) or settings. Those who take part are told `deck`
        and ask for `state`. If the slide that is shown is gone, the last one is shown.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            title: What it is called.
            slides: The slides, in order.
            settings: What the audience may do. What is left out stays; everything is on at
                first.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "PATCH",
                f"/api/presentations/{segment('presentation_id', presentation_id)}",
                decode=lambda response: Presentation.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=UpdatePresentation(title=title, slides=slides, settings=settings).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def get_presentation_state(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> PresentationState:
        """Get what is shown.

        The state as of now. To follow it, subscribe to the presentation's room on the
        WebSocket.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/state",
                decode=lambda response: PresentationState.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def send_command(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        command: PresentationCommand,
        version: int | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> CommandDone:
        """Send a command.

        Does what a device does with `command` on the WebSocket, as a presenter with the id
        `server`. `409` says that the state was changed since `version`, that somebody else
        drives, that the presentation has ended, or that a poll takes no such vote: read the
        state and try again. 600 commands a minute for each key.

        Needs the scope `presentations:write`. Limited to 600 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            command: What to do. Which fields go with it depends on `name`.

                - Driving, for presenters and controllers: `next`, `previous`, `goto` (`slide`,
                  `step`), `blackout` (`on`), `pointer` (`point`, null takes it away), `timer`
                  (`action`), `annotate` (`annotation`), `clear` (`slide`, else all). `take`
                  keeps other drivers off, `hand_over` (`to`, null for nobody) gives that to
                  another. A presenter may take the drive from anybody.
                - For presenters: `start`, `end`, `create_poll` (`poll`), `open_poll`,
                  `close_poll` (`poll_id`), `answer` (`question_id`, `text`), `dismiss`
                  (`question_id`), `remove_message` (`message_id`).
                - For everybody, as far as the settings let them: `react` (`reaction`),
                  `raise_hand`, `lower_hand` (`participant`: a presenter may lower another's),
                  `chat` (`text`), `vote` (`poll_id`, `choices`: places of options, counted from
                  0), `ask` (`text`), `upvote` (`question_id`, `on`), `cursor` (`point`).
                - `state` changes nothing and answers the `snapshot`.
            version: Grows by one with each change of the state. What is older than what you
                have seen can be dropped.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/commands",
                decode=lambda response: CommandDone.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=SendCommand(command=command, version=version).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def create_pairing(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        role: PresentationRole,
        name: str | None = None,
        expires_in: int | None = None,
        max_claims: int | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Pairing:
        """Let devices pair.

        Makes a short code that devices claim to get a role. Show `code` to be typed at
        `url`, or `url` as the picture at `qr`. It works for `expires_in` seconds and
        `max_claims` devices. The code is answered this once: the server keeps a digest.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            role: `presenter` may do everything, `controller` may drive and take part,
                `viewer` may take part as far as the settings let it.
            name: What people call the device.
            expires_in: Seconds the code can be claimed.
            max_claims: How many devices can claim it.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/pairings",
                decode=lambda response: Pairing.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=CreatePairing(
                    role=role, name=name, expires_in=expires_in, max_claims=max_claims
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def get_pairing(
        self,
        presentation_id: str,
        pairing_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> PairingStatus:
        """Get a pairing.

        How many devices have claimed it so far, without its code. A revoked one answers
        `404`.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            pairing_id: The pairing's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/pairings/{segment('pairing_id', pairing_id)}",
                decode=lambda response: PairingStatus.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def revoke_pairing(
        self,
        presentation_id: str,
        pairing_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Revoke a pairing.

        The code pairs nobody any more. Devices that claimed it stay.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            pairing_id: The pairing's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/pairings/{segment('pairing_id', pairing_id)}",
                decode=nothing,
                query=query(("app_id", app_id)),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def list_devices(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        role: PresentationRole | None = None,
        options: RequestOptions | None = None,
    ) -> DevicePage:
        """List devices.

        The devices that were paired and whose tokens still hold, the newest first.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            role: Only devices with this role.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/devices",
                decode=lambda response: DevicePage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("role", role),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_devices(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        role: PresentationRole | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Device]:
        """Every item of `list_devices`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_devices(
                presentation_id,
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                role=role,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def get_device(
        self,
        presentation_id: str,
        device_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Device:
        """Get a device.

        A device that was paired and was not removed.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            device_id: The device's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/devices/{segment('device_id', device_id)}",
                decode=lambda response: Device.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def remove_device(
        self,
        presentation_id: str,
        device_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Remove a device.

        Its token stops at once: its connections are closed with the code 4006, it is kept
        from coming back, and its commands are refused.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            device_id: The device's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/devices/{segment('device_id', device_id)}",
                decode=nothing,
                query=query(("app_id", app_id)),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def update_device(
        self,
        presentation_id: str,
        device_id: str,
        *,
        app_id: str | None = None,
        role: PresentationRole | None = None,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> Device:
        """Change a device's role or name.

        The new role counts from the next command on; the device is told `device` in the
        room. Who drives and becomes a viewer does not drive any more.

        Needs the scope `presentations:write`. Limited to 60 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            device_id: The device's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            role: `presenter` may do everything, `controller` may drive and take part,
                `viewer` may take part as far as the settings let it.
            name: What people call the device.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "PATCH",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/devices/{segment('device_id', device_id)}",
                decode=lambda response: Device.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=UpdateDevice(role=role, name=name).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def list_polls(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> PollPage:
        """List polls.

        The polls with their votes so far, the newest first.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/polls",
                decode=lambda response: PollPage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_polls(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Poll]:
        """Every item of `list_polls`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_polls(
                presentation_id,
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def list_questions(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: Literal["open", "answered", "dismissed"] | None = None,
        options: RequestOptions | None = None,
    ) -> QuestionPage:
        """List questions.

        The audience's questions, the most wanted first.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            status: Only questions in this status.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/questions",
                decode=lambda response: QuestionPage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("status", status),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_questions(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: Literal["open", "answered", "dismissed"] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Question]:
        """Every item of `list_questions`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_questions(
                presentation_id,
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                status=status,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def list_messages(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> MessagePage:
        """List chat messages.

        The chat, the newest message first. The last 1000 messages are kept.

        Needs the scope `presentations:read`. Limited to 120 requests per minute and API
        key.

        Args:
            presentation_id: The presentation's id.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/presentations/{segment('presentation_id', presentation_id)}/messages",
                decode=lambda response: MessagePage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_messages(
        self,
        presentation_id: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[ChatMessage]:
        """Every item of `list_messages`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_messages(
                presentation_id,
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def claim_pairing(
        self,
        code: str,
        *,
        name: str | None = None,
        options: RequestOptions | None = None,
    ) -> ClaimedPairing:
        """Pair a device.

        Takes one of the code's claims and answers the device's client token. It needs no
        key: who knows the code may. `404` says that there is no such code, `410` that it
        has expired, is used up or was revoked. 20 wrong codes a minute block the address.

        Needs no API key. Limited to 600 requests per minute and IP address.

        Args:
            code: The code as it was shown, eight letters and digits. Small letters and a
                missing hyphen are fine, and O, I and L are read as 0 and 1.
            name: What people call the device.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/pairings/{segment('code', code)}/claim",
                decode=lambda response: ClaimedPairing.from_dict(response.json()),
                json=ClaimPairing(name=name).to_dict(),
                accept="application/json",
            ),
            options,
        )

    async def get_pairing_qr(
        self,
        code: str,
        *,
        options: RequestOptions | None = None,
    ) -> bytes:
        """Get a pairing's QR code.

        The pairing's `url` as a QR code (ISO/IEC 18004) in SVG, to be shown as a picture.
        It takes no claim and needs no key.

        Needs no API key. Limited to 600 requests per minute and IP address.

        Args:
            code: The code as it was shown, eight letters and digits. Small letters and a
                missing hyphen are fine, and O, I and L are read as 0 and 1.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/pairings/{segment('code', code)}/qr",
                decode=lambda response: response.content,
                accept="image/svg+xml",
            ),
            options,
        )
