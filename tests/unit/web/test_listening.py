"""Where the server listens: an answer goes out at once, whatever loop of events serves."""

import asyncio
import socket

from partnercities.web.listening import bound


def test_what_is_sent_goes_out_at_once():
    async def serve() -> int:
        met: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def meet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            met.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with bound("127.0.0.1", 0) as listening:
            async with await asyncio.start_server(meet, sock=listening):
                _, writer = await asyncio.open_connection(*listening.getsockname())
                writer.close()
                return await met

    assert asyncio.run(serve())
