"""How much is read at most, and why. What is past a limit is kept raw and listed as damage."""

MIB = 1 << 20

# A record is held in memory whole. The largest page or picture of an ad site is a few MiB.
MAX_RECORD_BYTES = 32 * MIB

# A body after content decoding. Adapters hold a page several times over, so it is half a record.
MAX_DECODED_BYTES = 16 * MIB

# One ad as a JSON or CSV line. Parsed JSON took up to 24 times its bytes (measured: a list of empty
# objects), so this bounds memory at 200 MB.
MAX_LINE_BYTES = 8 * MIB

# A content coding that grows more than this past the first MiB is a bomb. Deflate ends at 1032:1
# (zlib technical details). Measured: 40,000 numbered table rows give 22:1; 40,000 equal ones 340:1,
# which no list of ads is.
MAX_RATIO = 200
RATIO_FROM_BYTES = 1 * MIB

# A gzip member past MAX_RECORD_BYTES is still unpacked, piece by piece, to find its end and check its
# digest, until it has both grown past this and past MAX_RATIO.
MAX_DRAINED_BYTES = 1024 * MIB

# The header of a WARC record, or of the HTTP answer inside.
MAX_HEADER_BYTES = 64 * 1024

# A file with more damaged places than this is given up; the last sentence says where.
MAX_DAMAGED_PLACES = 1_000

# A sentence that quotes a stranger's bytes quotes at most this many characters.
MAX_QUOTED = 100
